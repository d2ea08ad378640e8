import NeuralNetwork
import Testing

/// What the original programs printed: gcc 12 with glibc 2.36, OpenJDK 17, R 4.2.2, CPython 3.11, PyTorch 2.13.0.
@Suite("Random numbers of C, Java, R, MATLAB, Python's normalvariate and torch's data loader")
struct RandomDialectTests {
  struct Stream: Sendable, CustomTestStringConvertible {
    let dialect: RandomDialect
    let seed: UInt64
    var isNegative = false
    var words: [UInt32] = []
    var uniforms: [Double] = []
    var normals: [Double] = []
    /// Below 10.
    var integers: [Int] = []
    var permutations: [[Int]] = []

    var testDescription: String { "\(dialect.rawValue) \(isNegative ? "-" : "")\(seed)" }
  }

  static let streams = [
    // srand, rand
    Stream(
      dialect: .c, seed: 1, words: [1_804_289_383, 846_930_886, 1_681_692_777, 1_714_636_915, 1_957_747_793],
      uniforms: [0.84018771715470952, 0.39438292681909304, 0.78309922375860586]),
    Stream(
      dialect: .c, seed: 0, words: [1_804_289_383, 846_930_886, 1_681_692_777]),
    Stream(
      dialect: .c, seed: 42, words: [71_876_166, 708_592_740, 1_483_128_881, 907_283_241, 442_951_012],
      integers: [6, 0, 1, 1, 2, 8, 1, 0, 5, 3]),
    Stream(dialect: .c, seed: 1 << 31, words: [1_336_741_213, 1_210_407_648, 1_447_044_896, 337_392_383, 82_502_902]),
    Stream(
      dialect: .c, seed: 1 << 32 - 1, words: [254_925_627, 1_205_188_300, 366_127_624, 1_401_405_153, 76_053_476]),
    // gaussrand of the comp.lang.c FAQ
    Stream(dialect: .c, seed: 7, normals: [-0.039345570829613097, 1.1055616560419348, 0.44135550442672328]),
    // j = rand() % (i + 1) from the end
    Stream(dialect: .c, seed: 3, permutations: [[5, 2, 1, 8, 9, 3, 7, 0, 4, 6]]),
    Stream(dialect: .cHalfOpen, seed: 1, uniforms: [0.8401877167634666, 0.39438292663544416, 0.78309922339394689]),
    Stream(dialect: .drand48, seed: 0, uniforms: [0.17082803610628972, 0.74990198048496381, 0.09637165562356742]),
    Stream(dialect: .drand48, seed: 1, uniforms: [0.041630344771878214, 0.45449244472862915, 0.8348172181669149]),
    Stream(
      dialect: .drand48, seed: 1 << 32 - 1,
      uniforms: [0.30002572744070122, 0.045311516241298477, 0.35792609308021994]),
    // new Random(seed): nextDouble, nextGaussian, nextInt(10), Collections.shuffle
    Stream(
      dialect: .java, seed: 0, uniforms: [0.730967787376657, 0.24053641567148587, 0.6374174253501083]),
    Stream(
      dialect: .java, seed: 1, uniforms: [0.7308781907032909, 0.41008081149220166, 0.20771484130971707],
      integers: [5, 8, 7, 3, 4, 4, 4, 6, 8, 8]),
    Stream(
      dialect: .java, seed: 42, uniforms: [0.7275636800328681, 0.6832234717598454, 0.30871945533265976],
      normals: [1.1419053154730547, 0.9194079489827879, -0.9498666368908959, -1.1069902863993377]),
    Stream(
      dialect: .java, seed: 1, isNegative: true,
      uniforms: [0.26894263088050496, 0.012269981921235296, 0.6620844841121951]),
    Stream(
      dialect: .java, seed: 1 << 63, isNegative: true,
      uniforms: [0.730967787376657, 0.24053641567148587, 0.6374174253501083]),
    Stream(dialect: .java, seed: 7, permutations: [[0, 1, 9, 3, 7, 4, 8, 5, 2, 6]]),
    // set.seed: runif, rnorm, sample
    Stream(
      dialect: .r, seed: 0, uniforms: [0.8966972001362592, 0.26550866314209998, 0.37212389963679016],
      normals: [1.2629542848807933, -0.3262333607056494, 1.3297992629225006, 1.2724293214294047]),
    Stream(
      dialect: .r, seed: 1, uniforms: [0.26550866314209998, 0.37212389963679016, 0.57285336335189641],
      normals: [-0.62645381074233242, 0.18364332422208224, -0.83562861241004716, 1.5952808021377916],
      permutations: [[8, 3, 6, 0, 1, 4, 2, 9, 5, 7], [2, 0, 4, 7, 1, 5, 9, 8, 3, 6]]),
    Stream(
      dialect: .r, seed: 42, uniforms: [0.91480604349635541, 0.93707541329786181, 0.28613953478634357],
      normals: [1.3709584471466685, -0.56469817139608869, 0.3631284113373392, 0.63286260496104041],
      integers: [0, 4, 0, 8, 9, 3, 1, 9, 0, 7]),
    Stream(
      dialect: .r, seed: 1, isNegative: true,
      uniforms: [0.48666717973537743, 0.19136525527574122, 0.99327187985181808]),
    Stream(
      dialect: .r, seed: 2_147_483_647, isNegative: true,
      uniforms: [0.56201667874120176, 0.57561779324896634, 0.37009761366061866]),
    // rng(seed): rand, randn and randperm as MATLAB's documentation and its users print them
    Stream(
      dialect: .matlab, seed: 0,
      uniforms: [
        0.814723686393179, 0.905791937075619, 0.126986816293506, 0.913375856139019, 0.632359246225410,
        0.0975404049994095, 0.278498218867048, 0.546881519204984, 0.957506835434298, 0.964888535199277,
      ],
      normals: [
        0.537667139546100, 1.833885014595086, -2.258846861003648, 0.862173320368121, 0.318765239858981,
        -1.307688296305273, -0.433592022305684, 0.342624466538650, 3.578396939725760, 2.769437029884877,
      ],
      permutations: [[5, 2, 4, 0, 1, 3]]),
    Stream(dialect: .matlab, seed: 5489, permutations: [[5, 2, 6, 7, 4, 0, 1, 3]]),
    Stream(dialect: .matlab, seed: 1, uniforms: [0.417022004702574], normals: [-0.649013765191241]),
    // random.normalvariate
    Stream(
      dialect: .pythonNormalvariate, seed: 1,
      normals: [0.6074558576437062, -0.01422544551078489, 1.2309072291166607, 1.0154811671771364]),
    Stream(
      dialect: .pythonNormalvariate, seed: 42,
      normals: [0.2453263417078634, -0.49684447341120286, 1.2547859310574627, -0.1380590627428119]),
  ]

  @Test("each function draws what the original draws, the first numbers of a seed", arguments: streams)
  func firstNumbers(stream: Stream) throws {
    func start() throws -> RandomNumbers {
      try RandomNumbers(seed: stream.seed, isNegative: stream.isNegative, dialect: stream.dialect)
    }
    // MATLAB's numbers are known to 15 decimals.
    let tolerance = stream.dialect.rawValue == "matlab" ? 5.6e-16 : 0
    func compare(_ drawn: [Double], _ printed: [Double]) {
      for (number, expected) in zip(drawn, printed) {
        #expect(abs(number - expected) <= tolerance, "\(number) for \(expected)")
      }
    }
    var random = try start()
    #expect(stream.words.map { _ in random.word() } == stream.words)
    random = try start()
    compare(stream.uniforms.map { _ in random.uniform() }, stream.uniforms)
    random = try start()
    compare(random.normals(stream.normals.count), stream.normals)
    random = try start()
    #expect(stream.integers.map { _ in random.integer(below: 10) } == stream.integers)
    random = try start()
    #expect(stream.permutations.map { random.permutation($0.count) } == stream.permutations)
  }

  /// The exclusive or of the bits detects a single wrong one.
  @Test(
    "many normal numbers, bit for bit",
    arguments: [
      (RandomDialect.c, 7, 100_000, 9_230_258_179_737_630_661), (.java, 42, 1_000_000, 18_352_588_326_866_357_300),
      (.pythonNormalvariate, 5, 100_000, 9_137_358_515_332_411_972),
    ] as [(RandomDialect, UInt64, Int, UInt64)])
  func manyNormals(dialect: RandomDialect, seed: UInt64, count: Int, bits: UInt64) throws {
    var random = try RandomNumbers(seed: seed, dialect: dialect)
    #expect(random.normals(count).reduce(UInt64(0)) { $0 ^ $1.bitPattern } == bits)
  }

  @Test("a million normal numbers of R, tails included, and runif, rnorm and sample one after another")
  func normalsOfR() throws {
    var random = try RandomNumbers(seed: 1, dialect: .r)
    let drawn = random.normals(1_000_000)
    #expect(drawn.reduce(0, +) == 46.907759533369607)
    #expect(drawn.max() == 4.6509436560604724)
    #expect(drawn.min() == -4.8821268081191471)
    #expect(drawn.last == 0.69375035060514145)
    random = try RandomNumbers(seed: 5, dialect: .r)
    #expect([random.uniform(-1, 1), random.uniform(-1, 1)] == [-0.59957109484821558, 0.37043719133362174])
    #expect(random.normals(2, 3, 0.25) == [3.346089835869646, 2.6861270343430834])
    random = try RandomNumbers(seed: 9, dialect: .r)
    #expect([random.integer(below: 1), random.integer(below: 1)] == [0, 0])
    #expect(random.uniform() == 0.20711901946924627)
    random = try RandomNumbers(seed: 2, dialect: .r)
    let order = random.permutation(100_000)
    #expect([order[0], order[1], order[99_999]] == [46030, 76549, 12021])
    #expect(random.uniform() == 0.79150715679861605)
    random = try RandomNumbers(seed: 3, dialect: .r)
    #expect((0..<3).map { _ in random.integer(below: 1 << 40) } == [20_648_125_067, 990_428_502_713, 993_402_721_246])
  }

  @Test("randn of MATLAB to 17 digits, some after rejections")
  func normalsOfMatlab() throws {
    var random = try RandomNumbers(seed: 0, dialect: .matlab)
    let drawn = random.normals(40)
    #expect(
      drawn[6..<12] == [
        -0.43359202230568356, 0.34262446653864992, 3.5783969397257605, 2.7694370298848772, -1.3498869401565212,
        3.0349234663318545,
      ])
    let printed = [
      0.725404224946106, -0.063054873189656, 0.714742903826096, -0.204966058299775, -0.124144348216312,
      1.489697607785465, 1.409034489800479, 1.417192413429614, 0.671497133608080, -1.207486922685038,
      0.717238651328838, 1.630235289164729, 0.488893770311789, 1.034693009917860, 0.726885133383238,
      -0.303440924786016, 0.293871467096658, -0.787282803758638, 0.888395631757642, -1.147070106969150,
      -1.068870458168032, -0.809498694424876, -2.944284161994896, 1.438380292815098, 0.325190539456198,
      -0.754928319169703, 1.370298540095228, -1.711516418853698,
    ]
    for (number, expected) in zip(drawn[12...], printed) { #expect(abs(number - expected) <= 5.6e-16) }
  }

  @Test("integers of Java below powers of two, near 2³¹ and beyond")
  func integersOfJava() throws {
    var random = try RandomNumbers(seed: 1, dialect: .java)
    for _ in 0..<10 { _ = random.integer(below: 10) }
    #expect((0..<5).map { _ in random.integer(below: 16) } == [0, 2, 15, 2, 15])
    #expect((0..<3).map { _ in random.integer(below: 2_000_000_000) } == [1_189_861_234, 1_956_251_262, 1_046_012_189])
    random = try RandomNumbers(seed: 1, dialect: .java)
    #expect(
      (0..<3).map { _ in random.integer(below: 1 << 40) } == [494_352_768_216, 478_491_310_482, 1_082_487_388_400])
    #expect(
      (0..<3).map { _ in random.integer(below: 1 << 40 + 1) } == [
        1_040_794_201_206, 1_006_540_530_888, 794_896_896_919,
      ])
    #expect(
      (0..<5).map { _ in random.integer(below: 1 << 62 + 1) } == [
        3_663_286_597_811_223_628, 3_205_288_182_294_068_507, 2_712_197_433_613_056_463, 1_069_607_648_552_711_654,
        1_445_734_797_182_668_403,
      ])
  }

  @Test("three epochs of torch's DataLoader(TensorDataset(torch.arange(10)), shuffle=True), then torch.rand(1)")
  func dataLoader() throws {
    var random = try RandomNumbers(seed: 1, dialect: .torch)
    #expect(random.loaderOrder(10) == [4, 2, 0, 6, 8, 7, 9, 1, 5, 3])
    #expect(random.loaderOrder(10) == [4, 8, 1, 5, 0, 2, 3, 6, 9, 7])
    #expect(random.loaderOrder(10) == [5, 8, 3, 7, 6, 9, 2, 1, 0, 4])
    #expect(random.uniform() == 0.6826140880584717)
  }

  @Test("seeds out of range are rejected")
  func seeds() {
    #expect(throws: RandomError.seedOutOfRange(lowest: 0, highest: 4_294_967_295)) {
      try RandomNumbers(seed: 1 << 32, dialect: .c)
    }
    #expect(throws: RandomError.seedOutOfRange(lowest: -2_147_483_647, highest: 2_147_483_647)) {
      try RandomNumbers(seed: 1 << 31, isNegative: true, dialect: .r)
    }
    #expect(throws: RandomError.seedOutOfRange(lowest: .min, highest: 9_223_372_036_854_775_807)) {
      try RandomNumbers(seed: 1 << 63, dialect: .java)
    }
  }
}
