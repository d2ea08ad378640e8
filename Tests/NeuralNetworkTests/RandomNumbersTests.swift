import Glibc
import NeuralNetwork
import Testing

private func stream(_ seed: UInt64, _ dialect: RandomDialect) throws -> RandomNumbers {
  try RandomNumbers(seed: seed, dialect: dialect)
}

/// Rounded to 4 decimals, as `numpy.set_printoptions` and torch print a float32.
private func fourDecimals(_ values: [Double]) -> [Int] {
  values.map { Int(($0 * 10_000).rounded()) }
}

extension RandomNumbers {
  fileprivate mutating func uniforms(_ count: Int) -> [Double] { (0..<count).map { _ in uniform() } }
  fileprivate mutating func integers(_ count: Int, below bound: Int) -> [Int] {
    (0..<count).map { _ in integer(below: bound) }
  }
}

@Suite("Random numbers of numpy 2.4.6")
struct NumpyRandomTests {
  @Test("words with seed 1")
  func words() throws {
    var random = try stream(1, .numpy)
    let words = (0..<5).map { _ in random.word() }
    #expect(words == [1_791_095_845, 4_282_876_139, 3_093_770_124, 4_005_303_368, 491_263])
  }

  struct Published: Sendable {
    var seed: UInt64
    var rand: [Double]
    var randn: [Double]
  }

  static let published = [
    Published(
      seed: 0, rand: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439],
      randn: [1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675]),
    Published(
      seed: 1, rand: [0.417022004702574, 0.7203244934421581, 0.00011437481734488664],
      randn: [1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705, 0.8654076293246785]),
    Published(
      seed: 42, rand: [0.3745401188473625, 0.9507143064099162, 0.7319939418114051],
      randn: [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254, -0.23415337472333597]),
    Published(
      seed: 4_294_967_295, rand: [0.0976320289940138, 0.9123828453026218, 0.78903530185164],
      randn: [0.6484086742306527, 0.6693235306338161, -1.0805437227474493, 0.2845010447986309, 0.11388773652167104]),
  ]

  @Test("rand and randn, bit for bit", arguments: published)
  func continuous(published: Published) throws {
    var random = try stream(published.seed, .numpy)
    #expect(random.uniforms(3) == published.rand)
    random = try stream(published.seed, .numpy)
    #expect(random.normals(5) == published.randn)
  }

  @Test("uniform and normal with bounds")
  func scaled() throws {
    var random = try stream(1, .numpy)
    #expect(
      (0..<3).map { _ in random.uniform(-1, 1) } == [-0.165955990594852, 0.4406489868843162, -0.9997712503653102])
    random = try stream(42, .numpy)
    #expect(
      (0..<3).map { _ in random.uniform(-0.5, 2) } == [0.4363502971184062, 1.8767857660247902, 1.3299848545285127])
    random = try stream(42, .numpy)
    #expect(random.normals(3, 3, 0.25) == [3.1241785382528082, 2.9654339247072037, 3.161922134525173])
  }

  @Test("randint rejects numbers that are too large, and draws nothing for a range of one number")
  func integers() throws {
    var random = try stream(0, .numpy)
    #expect(random.integers(10, below: 10) == [5, 0, 3, 3, 7, 9, 3, 5, 2, 4])
    random = try stream(1, .numpy)
    #expect(random.integers(10, below: 10) == [5, 8, 9, 5, 0, 0, 1, 7, 6, 9])
    random = try stream(42, .numpy)
    #expect(random.integers(10, below: 7) == [6, 3, 4, 6, 2, 4, 4, 6, 1, 2])
    #expect(random.integers(3, below: 1) == [0, 0, 0])
    #expect(random.uniform() == 0.09997491581800289)
  }

  @Test("randint beyond 32 bits")
  func wideIntegers() throws {
    var random = try stream(1, .numpy)
    #expect(random.integers(3, below: 1 << 40) == [163_196_666_091, 605_300_724_808, 1_095_766_950_793])
    #expect(random.integers(2, below: 1 << 32) == [1_298_508_491, 4_290_846_341])
    #expect(random.integers(2, below: 1 << 32 + 1) == [1_703_301_249, 1_666_063_943])
  }

  @Test("shuffle and permutation")
  func orders() throws {
    var random = try stream(0, .numpy)
    #expect(random.permutation(10) == [2, 8, 4, 9, 1, 6, 7, 3, 0, 5])
    random = try stream(1, .numpy)
    #expect(random.permutation(10) == [2, 9, 6, 4, 0, 3, 1, 7, 8, 5])
    random = try stream(42, .numpy)
    var names = (0..<12).map(String.init)
    random.shuffle(&names)
    #expect(names == ["10", "9", "0", "8", "5", "2", "1", "11", "4", "7", "3", "6"])
  }

  @Test("the second normal number of a pair is kept while other numbers are drawn")
  func cache() throws {
    var random = try stream(1, .numpy)
    #expect(random.normal() == 1.6243453636632417)
    #expect(random.uniform() == 0.00011437481734488664)
    #expect(random.normals(2) == [-0.6117564136500754, -0.8021728386486427])
  }

  @Test("far into the stream")
  func farAway() throws {
    var random = try stream(5, .numpy)
    #expect(random.uniforms(2000).suffix(3) == [0.4902967106433357, 0.5262100893997973, 0.4034382345499419])
    #expect(random.normals(1001).suffix(2) == [-0.5653437892308933, -0.8057028036075286])
    #expect(random.uniform() == 0.7657508696033702)
    random = try stream(7, .numpy)
    // The exclusive or of 100,000 bit patterns: detects a single wrong bit.
    let bits = random.normals(100_000).reduce(UInt64(0)) { $0 ^ $1.bitPattern }
    #expect(bits == 9_360_173_876_669_081_382)
  }

  @Test("a seed above 32 bits or below 0 is rejected")
  func seeds() {
    let refusal = RandomError.seedOutOfRange(lowest: 0, highest: 4_294_967_295)
    #expect(throws: refusal) { try RandomNumbers(seed: 1 << 32, dialect: .numpy) }
    #expect(throws: refusal) { try RandomNumbers(seed: 1, isNegative: true, dialect: .numpy) }
  }
}

@Suite("Random numbers of Python's random")
struct PythonRandomTests {
  struct Published: Sendable {
    var seed: UInt64
    var isNegative = false
    var random: [Double]
  }

  static let published = [
    Published(seed: 0, random: [0.8444218515250481, 0.7579544029403025, 0.420571580830845]),
    Published(seed: 1, random: [0.13436424411240122, 0.8474337369372327, 0.763774618976614]),
    Published(seed: 7, random: [0.32383276483316237, 0.15084917392450192, 0.6509344730398537]),
    Published(seed: 7, isNegative: true, random: [0.32383276483316237, 0.15084917392450192, 0.6509344730398537]),
    Published(seed: 1 << 40 + 123, random: [0.9437888222210947, 0.00375904797666915, 0.1398770438717346]),
    Published(seed: .max, random: [0.021825695401270107, 0.3380953268613758, 0.21196748656082065]),
  ]

  @Test("random() for short, long and negative seeds", arguments: published)
  func uniforms(published: Published) throws {
    var random = try RandomNumbers(seed: published.seed, isNegative: published.isNegative, dialect: .python)
    #expect(random.uniforms(3) == published.random)
  }

  @Test("gauss keeps its second number for the next call, with the mean and deviation of that call")
  func gauss() throws {
    var random = try stream(42, .python)
    #expect(random.normals(3) == [-0.14409032957792836, -0.1729036003315193, -0.11131586156766246])
    #expect(random.normals(2, 2, 0.5) == [2.3509918625494315, 1.9362058581085564])
  }

  @Test("randrange draws as many bits as the bound has, even for a range of one number")
  func integers() throws {
    var random = try stream(1, .python)
    #expect(random.integers(10, below: 10) == [2, 9, 1, 4, 1, 7, 7, 7, 6, 3])
    #expect(random.integers(10, below: 8) == [1, 7, 0, 6, 6, 0, 7, 4, 3, 1])
    #expect(random.integers(3, below: 1 << 40 + 1) == [699_656_303_417, 47_376_023_260, 19_505_218_078])
    #expect(random.integers(2, below: 1 << 32) == [1_001_090_105, 92_297_589])
    #expect(random.integers(2, below: 1) == [0, 0])
    #expect(random.uniform() == 0.629352904800649)
  }

  @Test("shuffle and uniform")
  func shuffle() throws {
    var random = try stream(42, .python)
    #expect(random.permutation(10) == [7, 3, 2, 8, 5, 6, 9, 4, 0, 1])
    #expect((0..<2).map { _ in random.uniform(-1, 3) } == [1.3619700497961587, -0.8728692820728656])
  }
}

/// torch prints four decimals; these numbers are from published articles.
@Suite("Random numbers of torch on the CPU")
struct TorchRandomTests {
  @Test("rand")
  func rand() throws {
    var random = try stream(0, .torch)
    #expect(fourDecimals(random.uniforms(3)) == [4963, 7682, 885])
    random = try stream(42, .torch)
    let drawn = random.uniforms(3)
    #expect(fourDecimals(drawn) == [8823, 9150, 3829])
    #expect(drawn.allSatisfy { Double(Float($0)) == $0 })
  }

  @Test("rand in double precision uses two words per number, high word first")
  func randDouble() throws {
    var words = try stream(3, .torch)
    let high = UInt64(words.word())
    let low = UInt64(words.word())
    var random = try stream(3, .torchDouble)
    #expect(random.uniform() == Double((high << 32 | low) & 0x1f_ffff_ffff_ffff) / 9_007_199_254_740_992)
    #expect(random.word() == words.word())
  }

  @Test("the weights and biases of nn.Linear(2, 2): uniform within 1/√2")
  func linear() throws {
    var random = try stream(0, .torch)
    let bound = 0.5.squareRoot()
    let drawn = (0..<6).map { _ in random.uniform(-bound, bound) }
    #expect(fourDecimals(drawn) == [-53, 3793, -5820, -5204, -2723, 1896])
  }

  @Test("a small randn")
  func smallNormal() throws {
    var random = try stream(0, .torch)
    #expect(fourDecimals(random.normals(5)) == [15410, -2934, -21788, 5684, -10845])
    random = try stream(42, .torch)
    #expect(fourDecimals(random.normals(6)) == [3367, 1288, 2345, 2303, -11229, -1863])
  }

  @Test("a randn of 16 or more elements is filled in blocks")
  func largeNormal() throws {
    var random = try stream(42, .torch)
    let drawn = random.normals(32)
    #expect(fourDecimals(Array(drawn.prefix(8))) == [19269, 14873, 9007, -21055, 6784, -12345, -431, -16047])
    // With a remainder the last 16 are drawn again; those before them are the same as without.
    random = try stream(42, .torch)
    let uneven = random.normals(20)
    #expect(uneven.prefix(4) == drawn.prefix(4))
    var afterwards = try stream(42, .torch)
    for _ in 0..<20 { _ = afterwards.word() }
    #expect(uneven.suffix(16) == afterwards.normals(16)[...])
  }

  @Test("double precision blocks follow the same scheme")
  func doubleNormal() throws {
    var random = try stream(1, .torchDouble)
    let drawn = random.normals(16, 2, 3)
    var uniform = try stream(1, .torchDouble)
    let numbers = uniform.uniforms(16)
    for j in 0..<8 {
      let x = (drawn[j] - 2) / 3
      let y = (drawn[j + 8] - 2) / 3
      // x² + y² = −2 ln(1 − u) for any angle.
      #expect(abs(1 - numbers[j] - exp(-(x * x + y * y) / 2)) < 1e-12)
    }
  }

  @Test("randint and randperm")
  func integers() throws {
    var random = try stream(0, .torch)
    #expect(random.integers(10, below: 10) == [4, 9, 3, 0, 3, 9, 7, 3, 7, 3])
    random = try stream(0, .torch)
    #expect(random.permutation(10) == [4, 1, 7, 5, 3, 9, 0, 8, 6, 2])
    random = try stream(42, .torch)
    #expect(random.permutation(10) == [2, 6, 1, 8, 4, 5, 0, 9, 3, 7])
  }

  @Test("seeds keep their low 32 bits; negative ones wrap")
  func seeds() throws {
    var low = try stream(5, .torch)
    var high = try stream(1 << 32 + 5, .torch)
    #expect(low.word() == high.word())
    var negative = try RandomNumbers(seed: 1, isNegative: true, dialect: .torch)
    var wrapped = try stream(4_294_967_295, .torch)
    #expect(negative.word() == wrapped.word())
    #expect(throws: RandomError.seedOutOfRange(lowest: .min, highest: .max)) {
      try RandomNumbers(seed: 1 << 63 + 1, isNegative: true, dialect: .torch)
    }
  }
}

@Suite("Random numbers as a value")
struct RandomValueTests {
  @Test("a copy continues with the same numbers, cached normal number included", arguments: RandomDialect.allCases)
  func copies(dialect: RandomDialect) throws {
    var random = try stream(9, dialect)
    _ = random.normal()
    var copy = random
    #expect(copy == random)
    let expected = (0..<700).map { _ in random.normal() }
    #expect(copy != random)
    #expect((0..<700).map { _ in copy.normal() } == expected)
    #expect(copy == random)
  }

  @Test("bounds below 1 and empty arrays draw nothing", arguments: RandomDialect.allCases)
  func nothing(dialect: RandomDialect) throws {
    var random = try stream(9, dialect)
    let before = random
    #expect(random.integer(below: 0) == 0)
    #expect(random.integer(below: -3) == 0)
    #expect(random.permutation(0).isEmpty)
    #expect(random.permutation(-1).isEmpty)
    #expect(random.normals(0).isEmpty)
    var empty: [Int] = []
    random.shuffle(&empty)
    #expect(random == before)
  }
}
