import Expressions
import Testing

@Suite("Walks over expressions")
struct WalkTests {
  private static let texts = [
    "1", "x", "-x", "not a", "a + b * c", "f(x, 2, y)", "[a, 1, [b]]", "\"loss {x + 1} {y}\"", "w[i1,h3].grad",
    "f(-[x])^2",
  ]

  @Test(
    "the children are all that an expression is made of",
    arguments: [
      ("a + b", ["a", "b"]), ("-f(x)", ["f(x)"]), ("f(x, 2)", ["x", "2"]), ("[a, b * c]", ["a", "b * c"]),
      ("not a", ["a"]),
      ("\"n {x + 1} {y}\"", ["x + 1", "y"]), ("w[i1]", []), ("3", []),
    ])
  func children(_ text: String, _ children: [String]) throws {
    var cursor = Cursor(text)
    #expect(try cursor.readExpression().children.map(\.description) == children)
  }

  @Test("mapping with no change gives the same expression at the same place", arguments: texts)
  func identity(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    func copy(_ expression: Expression) -> Expression { expression.mapChildren(copy) }
    #expect(copy(expression).description == text)
    #expect(copy(expression).range == expression.range)
  }

  @Test("a name put in reaches every part", arguments: texts)
  func substitution(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    let changed = expression.substituting(["x": .name("z")])
    #expect(!changed.contains("x"))
    #expect(changed.contains("z") == expression.contains("x"))
  }
}
