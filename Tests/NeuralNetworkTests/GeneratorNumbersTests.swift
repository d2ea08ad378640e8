import NeuralNetwork
import Testing

@Suite("Random numbers of numpy.random.default_rng, numpy 2.4.6")
struct GeneratorNumbersTests {
  private func stream(_ seed: UInt64) throws -> RandomNumbers { try RandomNumbers(seed: seed, dialect: .defaultRng) }

  @Test("permutation(10), integers(0, 10), random, standard_normal and uniform(-1, 1) in sequence, seed 3")
  func oneAfterAnother() throws {
    var random = try stream(3)
    #expect(random.permutation(10) == [9, 6, 0, 2, 1, 4, 7, 5, 3, 8])
    #expect((0..<10).map { _ in random.integer(below: 10) } == [4, 6, 4, 2, 1, 6, 7, 0, 1, 4])
    #expect(random.uniform() == 0.5167401826213637)
    #expect(random.normals(3) == [-0.2812874181513504, -0.6680463461089501, -1.0551505512051214])
    #expect([random.uniform(-1, 1), random.uniform(-1, 1)] == [0.9125345096721971, -0.4315976725024171])
  }

  @Test("300000 normal numbers with seed 5, from layers, edges and the tail")
  func normals() throws {
    var random = try stream(5)
    let drawn = random.normals(300_000)
    #expect(drawn.reduce(0, +) == 127.64465828836015)
    #expect(drawn.last == 0.21254033448499401)
    #expect(drawn.count { $0.magnitude > 3.6541528853610088 } == 79)
  }

  @Test("seeds above 32 bits")
  func longSeeds() throws {
    var random = try stream(.max)
    #expect(random.uniform() == 0.6800266789616931)
    #expect(throws: RandomError.seedOutOfRange(lowest: 0, highest: .max)) {
      try RandomNumbers(seed: 1, isNegative: true, dialect: .defaultRng)
    }
  }

  @Test("the second half of a word is kept for the next integer while full words are drawn")
  func halves() throws {
    var random = try stream(7)
    var words = try stream(7)
    let first = words.word()
    #expect(random.word() == first)
    _ = random.uniform()
    #expect(random.word() == words.word())
    #expect(random != words)
  }
}
