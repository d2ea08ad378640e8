import NeuralNetwork
import Testing

@Suite("The state of generators as words")
struct GeneratorWordsTests {
  @Test("restores every dialect in the middle of a pair of normal numbers, and refuses other words")
  func restored() throws {
    for dialect in RandomDialect.allCases {
      var random = try RandomNumbers(seed: 9, dialect: dialect)
      for _ in 0..<7 { _ = (random.uniform(), random.normal(), random.integer(below: 100)) }
      var copy = try RandomNumbers(seed: 9, dialect: dialect)
      let words = random.words
      let isRestored = copy.restore(words)
      #expect(isRestored && copy == random)
      for _ in 0..<2000 {
        let (own, others) = ((copy.normal(), copy.uniform()), (random.normal(), random.uniform()))
        #expect(own == others, "\(dialect.rawValue)")
      }
      let before = copy
      for wrong in [[], words + [1], words.dropLast()] {
        let isTaken = copy.restore(wrong)
        #expect(!isTaken && copy == before, "\(dialect.rawValue)")
      }
    }
  }

  @Test("restores every dialect wherever it is in its state")
  func anywhere() throws {
    for dialect in RandomDialect.allCases {
      var random = try RandomNumbers(seed: 9, dialect: dialect)
      for draw in 0..<70 {
        if draw.isMultiple(of: 2) { _ = random.integer(below: 100) } else { _ = random.normal() }
        var copy = try RandomNumbers(seed: 9, dialect: dialect)
        let isRestored = copy.restore(random.words)
        #expect(isRestored && copy == random, "\(dialect.rawValue) after \(draw + 1) draws")
      }
    }
  }

  @Test("the leading bit alone is a state of the Mersenne Twister; the others of its word are never looked at")
  func leadingBit() throws {
    for dialect in ["numpy", "python"] {
      let found = try #require(RandomDialect.allCases.first { $0.rawValue == dialect })
      var random = try RandomNumbers(seed: 9, dialect: found)
      for (first, isState) in [(1 << 31 as UInt32, true), (1 << 31 - 1, false)] {
        var words = [UInt32](repeating: 0, count: random.words.count)
        words[0] = first
        let isTaken = random.restore(words)
        #expect(isTaken == isState, "\(dialect) \(first)")
      }
    }
  }

  @Test("lrand48 is drawn once for a number below 2^31, and twice beyond")
  func draws() throws {
    for (bound, count) in [(1 << 31, 1), (1 << 31 + 1, 2)] {
      var random = try RandomNumbers(seed: 9, dialect: .drand48)
      var uniform = random
      _ = random.integer(below: bound)
      for _ in 0..<count { _ = uniform.uniform() }
      #expect(random.words == uniform.words, "\(bound)")
    }
  }

  @Test("a state from which no number would ever come is refused")
  func zeros() throws {
    for dialect in ["numpy", "torch", "c", "matlab", "r", "python"] {
      let found = try #require(RandomDialect.allCases.first { $0.rawValue == dialect })
      var random = try RandomNumbers(seed: 9, dialect: found)
      let isTaken = random.restore([UInt32](repeating: 0, count: random.words.count))
      #expect(!isTaken, "\(dialect)")
    }
  }
}
