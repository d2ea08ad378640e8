import NeuralNetwork
import Testing

/// The exclusive or of all bit patterns: detects a single wrong bit.
private func combinedBits(_ values: [Double]) -> UInt64 {
  values.reduce(0) { $0 ^ $1.bitPattern }
}

@Suite("Built-in tables")
struct DataTableTests {
  @Test(
    "each gate has its four samples in counting order",
    arguments: [
      (LogicGate.xor, [0.0, 1, 1, 0]), (.and, [0.0, 0, 0, 1]), (.or, [0.0, 1, 1, 1]), (.nand, [1.0, 1, 1, 0]),
      (.nor, [1.0, 0, 0, 0]), (.xnor, [1.0, 0, 0, 1]),
    ])
  func gates(gate: LogicGate, targets: [Double]) {
    let set = SampleSet.gate(gate)
    #expect(set.name == gate.rawValue)
    #expect(set.count == 4 && set.inputCount == 2 && set.targetCount == 1)
    #expect(set.inputs == [0, 0, 0, 1, 1, 0, 1, 1])
    #expect(set.targets == targets)
    #expect(set.trainingRange == 0..<4)
    #expect(set.testRange == 0..<4)
  }

  @Test("parity 2 is xor; every sample of parity 5 has the parity of its ones")
  func parity() throws {
    let two = try SampleSet.parity(2)
    #expect(two.inputs == SampleSet.gate(.xor).inputs)
    #expect(two.targets == SampleSet.gate(.xor).targets)
    let five = try SampleSet.parity(5)
    #expect(five.count == 32 && five.name == "parity 5")
    for sample in 0..<32 {
      let bits = five.inputs(ofSample: sample)
      #expect(bits.reduce(0) { $0 * 2 + $1 } == Double(sample))
      #expect(five.targets(ofSample: sample) == [bits.reduce(0, +).truncatingRemainder(dividingBy: 2)])
    }
  }

  @Test("encoder 3 has the identity matrix as inputs and targets")
  func encoder() throws {
    let set = try SampleSet.encoder(3)
    #expect(set.inputs == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    #expect(set.targets == set.inputs)
    #expect(set.name == "encoder 3" && set.targetCount == 3)
  }

  @Test("invalid sizes of a parity table are rejected", arguments: [-1, 0, 17])
  func paritySizes(bits: Int) {
    #expect(throws: SampleSetError.size(lowest: 1, highest: 16)) { try SampleSet.parity(bits) }
  }

  @Test("invalid sizes of an encoder are rejected", arguments: [-1, 0, 1025])
  func encoderSizes(bits: Int) {
    #expect(throws: SampleSetError.size(lowest: 1, highest: 1024)) { try SampleSet.encoder(bits) }
  }
}

@Suite("Generated data")
struct DataGeneratedTests {
  private func make(_ cloud: PointCloud, _ count: Int, _ noise: Double, seed: UInt64 = 0) throws -> SampleSet {
    var random = try RandomNumbers(seed: seed, dialect: .numpy)
    return try .points(cloud, count: count, noise: noise, random: &random)
  }

  @Test("noisy-xor 200 0.1 draws the same bits as the numpy script and leaves the generator in the same state")
  func noisyXor() throws {
    var random = try RandomNumbers(seed: 1, dialect: .numpy)
    var set = try SampleSet.points(.noisyXor, count: 200, noise: 0.1, random: &random)
    #expect(set.name == "noisy-xor 200 0.1")
    #expect(
      set.inputs.prefix(4) == [1.0077821127912705, 1.0618380261998523, 0.023249455917873786, 0.06825514068644851])
    #expect(combinedBits(set.inputs) == 0xe1_e369_7fb5_6583)
    #expect(set.targets.prefix(12) == [0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0])
    #expect(set.targets.reduce(0, +) == 94)
    #expect(random.uniform() == 0.8281353607315121)

    set = try make(.noisyXor, 200, 0.1, seed: 3)
    #expect(combinedBits(set.inputs) == 0x8019_21c5_c011_d667)
    #expect(set.targets.reduce(0, +) == 115)
  }

  @Test("noise of the form 1/k divides by k, any other multiplies")
  func noisyXorNoise() throws {
    #expect(try combinedBits(make(.noisyXor, 50, 0.3, seed: 1).inputs) == 0x23_b7a9_b0cd_4e16)
    #expect(try combinedBits(make(.noisyXor, 50, 1.0 / 3, seed: 1).inputs) == 0x9e_278e_62a9_3775)
    let corners = try make(.noisyXor, 50, 0, seed: 1).inputs
    #expect(Set(corners) == [0, 1])
  }

  @Test("moons matches scikit-learn's make_moons with the same random_state")
  func moons() throws {
    let set = try make(.moons, 10, 0.1)
    let expected = [
      0.095008841752559, 0.9848642791702302, 1.6967848960071916, -0.16604693099271034, -0.9855956428839122,
      0.1454273506962976, 2.076103772514699, 0.5121675016492827, 0.7514931044610902, 0.7404742139239742,
      0.442301126129213, -0.22762260756312755, 1.03130677016509, -0.5854095739301725, -0.9624057627699554,
      0.7724686407305836, 1.0864436198859506, -0.0742165020406442, 0.22697546239876076, 0.3545634325401235,
    ]
    // numpy has its own sine and cosine, which may differ in the last place.
    #expect(zip(set.inputs, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(set.inputs.count == expected.count)
    #expect(set.targets == [0, 1, 0, 1, 0, 1, 1, 0, 0, 1])
  }

  @Test("both classes have the same size and are mixed", arguments: [PointCloud.circle, .spiral, .gauss, .moons])
  func balance(cloud: PointCloud) throws {
    let set = try make(cloud, 400, 0.2)
    #expect(set.count == 400 && set.inputCount == 2 && set.targetCount == 1)
    #expect(Set(set.targets) == [0, 1])
    #expect(set.targets.reduce(0, +) == 200)
    let firstHalf = set.targets.prefix(200).reduce(0, +)
    #expect(70...130 ~= firstHalf)
  }

  @Test("without noise every point is in the region of its class")
  func places() throws {
    func radius(_ point: ArraySlice<Double>) -> Double {
      point.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let circle = try make(.circle, 300, 0)
    for sample in 0..<300 {
      let inside = circle.targets[sample] == 1
      #expect((inside ? 0...2.5 : 3.5...5).contains(radius(circle.inputs(ofSample: sample))))
    }
    // One arm of the spiral is the other one rotated by 180°.
    let spiral = try make(.spiral, 100, 0)
    let arms = [0.0, 1.0].map { target in
      (0..<100).filter { spiral.targets[$0] == target }.map { Array(spiral.inputs(ofSample: $0)) }
        .sorted { radius($0[...]) < radius($1[...]) }
    }
    for (a, b) in zip(arms[0], arms[1]) {
      #expect(abs(a[0] + b[0]) < 1e-12 && abs(a[1] + b[1]) < 1e-12)
    }
    #expect(abs(radius(arms[0][49][...]) - 4.9) < 1e-12)
    let moons = try make(.moons, 100, 0)
    for sample in 0..<100 {
      let point = Array(moons.inputs(ofSample: sample))
      let isLower = moons.targets[sample] == 1
      let fromCenter = isLower ? [point[0] - 1, point[1] - 0.5] : point
      #expect(abs(radius(fromCenter[...]) - 1) < 1e-12)
      #expect(isLower ? point[1] <= 0.5 : point[1] >= -1e-15)
    }
  }

  @Test("gauss has its means and a variance of ½ + 7 · noise")
  func gauss() throws {
    let set = try make(.gauss, 20_000, 0.5)
    for (target, center) in [(1.0, 2.0), (0.0, -2.0)] {
      let values = (0..<20_000).filter { set.targets[$0] == target }.flatMap { set.inputs(ofSample: $0) }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(abs(mean - center) < 0.06)
      #expect(abs(variance - 4) < 0.15)
    }
  }

  @Test("odd, empty and huge sizes and invalid noise are rejected without drawing numbers")
  func refusals() throws {
    var random = try RandomNumbers(seed: 0, dialect: .numpy)
    let before = random
    for cloud in PointCloud.allCases {
      for count in [0, -2, 10_000_001] {
        #expect(throws: SampleSetError.size(lowest: 1, highest: 10_000_000)) {
          try SampleSet.points(cloud, count: count, noise: 0, random: &random)
        }
      }
      for noise in [-0.1, .nan, .infinity] {
        #expect(throws: SampleSetError.noise) {
          try SampleSet.points(cloud, count: 4, noise: noise, random: &random)
        }
      }
    }
    for cloud in PointCloud.allCases where cloud != .noisyXor {
      #expect(throws: SampleSetError.oddSize) {
        try SampleSet.points(cloud, count: 5, noise: 0, random: &random)
      }
    }
    #expect(random == before)
    #expect(try SampleSet.points(.noisyXor, count: 5, noise: 0, random: &random).count == 5)
  }

  @Test("two points of each cloud are enough", arguments: PointCloud.allCases)
  func smallest(cloud: PointCloud) throws {
    let set = try make(cloud, 2, 0)
    #expect(set.count == 2)
    #expect(set.inputs.allSatisfy { $0.isFinite })
  }
}
