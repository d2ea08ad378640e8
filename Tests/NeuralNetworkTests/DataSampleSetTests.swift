import NeuralNetwork
import Testing

/// Ten samples of two inputs: the sample's index and 100 times that; the target is the index modulo 3.
private func tens() throws -> SampleSet {
  try SampleSet(
    name: "tens", inputs: (0..<10).flatMap { [Double($0), Double($0) * 100] }, inputCount: 2,
    targets: (0..<10).map { Double($0 % 3) }, targetCount: 1)
}

@Suite("Parts of the data")
struct DataSplitTests {
  @Test("the training part comes first and its size is rounded down")
  func split() throws {
    var set = try tens()
    try set.split(0.75)
    #expect(set.trainingRange == 0..<7)
    #expect(set.testRange == 7..<10)
    #expect(set.testCount == 3)
    #expect(set.inputs == (try tens().inputs))
    try set.split(1)
    #expect(set.testCount == 0)
    #expect(set.testRange == 0..<10)
  }

  @Test("a fraction that gives a whole number of samples is not rounded down", arguments: 1..<100)
  func rounding(percent: Int) throws {
    var set = try SampleSet(
      name: "", inputs: [Double](repeating: 0, count: 100), inputCount: 1,
      targets: [Double](repeating: 0, count: 100), targetCount: 1)
    try set.split(Double(percent) / 100)
    #expect(set.trainingCount == percent)
  }

  @Test("shuffling permutes the samples, inputs together with their targets")
  func shuffled() throws {
    var set = try tens()
    var random = try RandomNumbers(seed: 0, dialect: .numpy)
    try set.split(0.8, shuffledBy: &random)
    let order = [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]
    let inputs: [Double] = order.flatMap { [Double($0), Double($0 * 100)] }
    let targets: [Double] = order.map { Double($0 % 3) }
    #expect(set.inputs == inputs)
    #expect(set.targets == targets)
    #expect(set.trainingCount == 8)
  }

  @Test("invalid fractions are rejected and change neither data nor generator", arguments: [0, -0.5, 1.01, .nan])
  func refused(fraction: Double) throws {
    var set = try tens()
    var random = try RandomNumbers(seed: 0, dialect: .numpy)
    #expect(throws: SampleSetError.fraction) { try set.split(fraction) }
    #expect(throws: SampleSetError.fraction) { try set.split(fraction, shuffledBy: &random) }
    #expect(set == (try tens()))
    #expect(random == (try RandomNumbers(seed: 0, dialect: .numpy)))
    var empty = SampleSet(name: "", inputCount: 1, targetCount: 1)
    #expect(throws: SampleSetError.empty) { try empty.split(0.5) }
  }

  @Test("a tiny fraction still gives one training sample")
  func tiny() throws {
    var set = try tens()
    try set.split(0.01)
    #expect(set.trainingCount == 1)
  }
}

@Suite("Normalization of the data")
struct DataNormalizationTests {
  @Test("minmax learns from the training part and applies to both parts and to a vector")
  func minmax() throws {
    var set = try tens()
    try set.split(0.5)
    try set.normalize(.minmax(low: -1, high: 1))
    let scaled: [Double] = (0..<10).map { Double($0) / 2 - 1 }
    #expect(set.inputs == scaled.flatMap { [$0, $0] })
    #expect(try set.normalized([2, 400]) == [0, 1])
    #expect(set.givenInputs(ofSample: 3) == [3, 300])
    #expect(set.inputs(ofSample: 4) == [1, 1])
    #expect(throws: SampleSetError.inputCount(expected: 2, found: 3)) { try set.normalized([1, 2, 3]) }
  }

  @Test("zscore divides by the population deviation of the training part, as numpy's std")
  func zscore() throws {
    var set = try SampleSet(
      name: "", inputs: [1, 10, 2, 10, 4, 10, 8, 3], inputCount: 2, targets: [0, 0, 0, 0], targetCount: 1)
    try set.split(0.75)
    try set.normalize(.zscore)
    let expected = [-1.0690449676496978, 0, -0.2672612419124245, 0, 1.3363062095621219, 0, 4.543441112511214, -7]
    #expect(zip(set.inputs, expected).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test("a constant column becomes the low end, or 0, even if its mean is inexact")
  func constant() throws {
    for (method, value) in [(Normalization.Method.minmax(low: 0.25, high: 1), 0.25), (.zscore, 0)] {
      var set = try SampleSet(
        name: "", inputs: [Double](repeating: 0.1, count: 10), inputCount: 1,
        targets: [Double](repeating: 0, count: 10), targetCount: 1)
      try set.normalize(method)
      #expect(set.inputs == [Double](repeating: value, count: 10))
      #expect(set.normalization?.divisors == [1])
    }
  }

  @Test("split and normalize work in either order, and normalizing again starts from the given inputs")
  func order() throws {
    var first = try tens()
    var random = try RandomNumbers(seed: 4, dialect: .numpy)
    try first.split(0.6, shuffledBy: &random)
    try first.normalize(.zscore)
    var second = try tens()
    random = try RandomNumbers(seed: 4, dialect: .numpy)
    try second.normalize(.minmax(low: 0, high: 1))
    try second.normalize(.zscore)
    try second.split(0.6, shuffledBy: &random)
    #expect(first == second)
    second.removeNormalization()
    try second.split(1)
    #expect(Set(second.inputs) == Set(try tens().inputs))
    #expect(second.normalization == nil)
    #expect(try second.normalized([5, 6]) == [5, 6])
  }

  @Test("ranges and columns that cannot be normalized are rejected and change nothing")
  func refused() throws {
    var set = try tens()
    for (low, high) in [(1.0, 1.0), (0, .infinity), (.nan, 1), (-1.7e308, 1.7e308)] {
      #expect(throws: SampleSetError.normalizationRange) { try set.normalize(.minmax(low: low, high: high)) }
    }
    #expect(set == (try tens()))
    var wide = try SampleSet(
      name: "", inputs: [0, -1.7e308, 1, 1.7e308], inputCount: 2, targets: [0, 0], targetCount: 1)
    #expect(throws: SampleSetError.columnSpread(column: 2)) { try wide.normalize(.minmax(low: 0, high: 1)) }
    #expect(throws: SampleSetError.columnSpread(column: 2)) { try wide.normalize(.zscore) }
    var empty = SampleSet(name: "", inputCount: 1, targetCount: 1)
    #expect(throws: SampleSetError.empty) { try empty.normalize(.zscore) }
  }
}

@Suite("Targets and samples of the data")
struct DataTargetTests {
  @Test("one-hot columns are sorted by value, not as strings or by first occurrence")
  func oneHot() throws {
    var set = try SampleSet(
      name: "", inputs: [1, 2, 3, 4], inputCount: 1, targets: [10, 2, -1.5, 10], targetCount: 1,
      targetNames: ["digit"])
    try set.encodeOneHot()
    #expect(set.classes == ["-1.5", "2", "10"])
    #expect(set.targets == [0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1])
    #expect(set.targetCount == 3)
    #expect(set.targetNames == ["digit=-1.5", "digit=2", "digit=10"])
    #expect(throws: SampleSetError.oneTargetColumn(found: 3)) { try set.encodeOneHot() }
  }

  @Test("0 and −0 are one class")
  func signedZero() throws {
    var set = try SampleSet(name: "", inputs: [1, 2], inputCount: 1, targets: [-0.0, 0], targetCount: 1)
    try set.encodeOneHot()
    #expect(set.classes == ["0"])
    #expect(set.targets == [1, 1])
  }

  @Test("a column of measurements is not accepted as classes")
  func tooManyClasses() throws {
    let numbers = (0..<1001).map(Double.init)
    var set = try SampleSet(name: "", inputs: numbers, inputCount: 1, targets: numbers, targetCount: 1)
    #expect(throws: SampleSetError.tooManyClasses(found: 1001, limit: 1000)) { try set.encodeOneHot() }
    #expect(set.targetCount == 1)
  }

  @Test("a sample is added to the end of the training part")
  func add() throws {
    var set = SampleSet(name: "samples", inputCount: 2, targetCount: 1)
    #expect(set.isEmpty && set.testRange.isEmpty)
    try set.add(inputs: [0, 1], targets: [1])
    try set.add(inputs: [1, 1], targets: [0])
    try set.split(0.5)
    try set.add(inputs: [5, 6], targets: [7])
    #expect(set.inputs == [0, 1, 5, 6, 1, 1])
    #expect(set.targets == [1, 7, 0])
    #expect(set.trainingCount == 2)
    try set.normalize(.minmax(low: 0, high: 1))
    try set.add(inputs: [10, 11], targets: [1])
    #expect(set.inputs == [0, 0, 0.5, 0.5, 1, 1, 0.1, 0])
  }

  @Test("samples of another shape and numbers that are not finite are rejected")
  func addRefused() throws {
    var set = SampleSet.gate(.and)
    #expect(throws: SampleSetError.inputCount(expected: 2, found: 1)) { try set.add(inputs: [1], targets: [1]) }
    #expect(throws: SampleSetError.targetCount(expected: 1, found: 2)) {
      try set.add(inputs: [1, 1], targets: [1, 1])
    }
    #expect(throws: SampleSetError.notFinite) { try set.add(inputs: [1, .nan], targets: [1]) }
    #expect(throws: SampleSetError.notFinite) { try set.add(inputs: [1, 1], targets: [.infinity]) }
    #expect(set == SampleSet.gate(.and))
  }

  @Test("counts of numbers and names that do not match are rejected")
  func shape() {
    #expect(throws: SampleSetError.shape) {
      try SampleSet(name: "", inputs: [1, 2, 3], inputCount: 2, targets: [1], targetCount: 1)
    }
    #expect(throws: SampleSetError.shape) {
      try SampleSet(name: "", inputs: [1, 2], inputCount: 2, targets: [1, 2], targetCount: 1)
    }
    #expect(throws: SampleSetError.shape) {
      try SampleSet(name: "", inputs: [], inputCount: 0, targets: [], targetCount: 1)
    }
    #expect(throws: SampleSetError.shape) {
      try SampleSet(name: "", inputs: [1], inputCount: 1, targets: [1], targetCount: 1, inputNames: ["a", "b"])
    }
  }
}
