import Expressions
import Testing

@Suite struct IdentifierTests {
  @Test(
    "an identifier gives back its word, and differs from others",
    arguments: ["x", "abcdefgh", "abcdefghi", "activation", "net₁", "σ", "∂E/∂w[i1,h3].out", "", "größe", "ÿÿÿÿ"])
  func words(_ word: String) throws {
    let identifier = Identifier(word)
    #expect(identifier.text == word)
    #expect(identifier == Identifier(word))
    #expect(identifier != Identifier(word + "_"))
    #expect(identifier.isOperator == false)
  }

  @Test("an identifier is the same whether read or created", arguments: ["x", "h2", "abcdefgh", "abcdefghi", "größe"])
  func read(_ word: String) throws {
    var cursor = Cursor("\(word) + 1")
    #expect(try cursor.readNameOrCall().plainName == Identifier(word))
    #expect(cursor.position == word.utf8.count)
  }

  @Test("and, or and not are operators", arguments: ["and", "or", "not"])
  func operators(_ word: String) { #expect(Identifier(word).isOperator) }

  @Test("a map behaves like a dictionary")
  func map() {
    var map = IdentifierMap<Int>()
    var dictionary: [String: Int] = [:]
    var state: UInt64 = 1
    for step in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let name = "n\(state >> 56)"
      let value: Int? = state >> 40 & 3 == 0 ? nil : step
      map[name] = value
      dictionary[name] = value
    }
    #expect(map.named.map(\.name) == dictionary.keys.sorted())
    #expect(dictionary.allSatisfy { map[$0.key] == $0.value })
    #expect(map["absent"] == nil)
  }

  @Test("an expression stays valid while the next ones are read")
  func kept() throws {
    var cursor = Cursor("a + 0.50, b * 2")
    let first = try cursor.readExpression()
    cursor.forgetExpressions()
    cursor.position = 9
    let second = try cursor.readExpression()
    #expect(first.description == "a + 0.50")
    #expect(second.description == "b * 2")
  }
}
