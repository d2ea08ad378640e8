import Expressions

extension Interpreter {
  /// The values in full precision of the names that printed lines begin with, such as `h1.net = … = 0.6`; each name
  /// once.
  package func values(inLines lines: [String]) -> [(name: String, value: Value)] {
    var seen: Set<String> = []
    var values: [(name: String, value: Value)] = []
    let scope = scope
    for line in lines {
      guard let end = line.firstRange(of: " = "), !line.hasPrefix("#") else { continue }
      let name = String(line[..<end.lowerBound])
      guard name.utf8.count <= 100, seen.insert(name).inserted else { continue }
      var cursor = Cursor(Array(name.utf8))
      guard let expression = try? cursor.readExpression(), cursor.position == cursor.end,
        let value = try? expression.value(in: scope)
      else { continue }
      values.append((name, value))
    }
    return values
  }
}
