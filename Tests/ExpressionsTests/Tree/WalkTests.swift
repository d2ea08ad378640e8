import Expressions
import Testing

@Suite("Walks over expressions")
struct WalkTests {
  private static let expressions = [
    "1", "x", "-x", "not a", "a + b * c", "f(x, 2, y)", "[a, 1, [b]]", "\"loss {x + 1} {y}\"", "w[i1,h3].grad",
    "f(-[x])^2",
  ]

  @Test(
    "children are the direct subexpressions",
    arguments: [
      ("a + b", ["a", "b"]), ("-f(x)", ["f(x)"]), ("f(x, 2)", ["x", "2"]), ("[a, b * c]", ["a", "b * c"]),
      ("not a", ["a"]),
      ("\"n {x + 1} {y}\"", ["x + 1", "y"]), ("w[i1]", []), ("3", []),
    ])
  func children(_ text: String, _ children: [String]) throws {
    var cursor = Cursor(text)
    #expect(try cursor.readExpression().children.map(\.description) == children)
  }

  @Test("mapping without changes gives the same expression and range", arguments: expressions)
  func identity(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    func copy(_ expression: Expression) -> Expression { expression.mapChildren(copy) }
    #expect(copy(expression).description == text)
    #expect(copy(expression).range == expression.range)
  }

  @Test("substitution reaches every part", arguments: expressions)
  func substitution(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    let changed = expression.substituting(["x": .name("z")])
    #expect(!changed.contains("x"))
    #expect(changed.contains("z") == expression.contains("x"))
  }
}
