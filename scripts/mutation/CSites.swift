import Foundation

/// The places of a C source that can be changed, line by line: there is no parser of C at hand. Only what stands whole
/// in a line of a function is changed; what does not compile all the same is left out later.
enum CSites {
  /// Declares what is called; lines keep their numbers.
  static let declaration = "_Bool nnsh_is_mutant(long);\n#line 1\n"

  static func all(of text: String, file: String) -> [Site] {
    var sites: [Site] = []
    var start = 0
    var previous = ";"
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      let code = code(of: line)
      if isInFunction(code, after: previous) {
        for found in places(in: code, after: previous) {
          sites.append(
            Site(
              file: file, kind: found.kind, start: start + found.range.lowerBound, end: start + found.range.upperBound,
              lines: index + 1...index + 1, statement: start, before: found.before, after: found.after,
              switched: found.switched))
        }
      }
      if !code.allSatisfy({ $0 == " " }) { previous = code }
      start += line.utf8.count + 1
    }
    return sites
  }

  /// Without its comment.
  private static func code(of line: String) -> String {
    let code = line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
    return code.last.map { _ in String(code.reversed().drop { $0 == " " }.reversed()) } ?? ""
  }

  private static func isInFunction(_ code: String, after previous: String) -> Bool {
    guard code.hasPrefix(" "), !code.contains("\\"), !code.contains("\""), !previous.hasSuffix("\\") else {
      return false
    }
    let first = code.drop { $0 == " " }
    return !["#", "*", "enum", "static", "_Static", "/*"].contains { first.hasPrefix($0) }
  }

  private struct Place {
    let kind: String
    let range: Range<Int>
    let before: String
    let after: String
    let switched: (Int) -> String
  }

  private static let operators = [
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/", "/": "*",
    "&&": "||", "||": "&&",
  ]
  private static let operand = #"(?:[A-Za-z_][\w.]*(?:->\w+|\[\w+\])*|\d+)"#
  private static let binary = expression(
    #"(?<=[(,=;\[?:&|] |[(\[])(\#(operand)) (<=|>=|==|!=|<|>|\+|-|\*|/) (\#(operand))(?=\)|,|;|\]| \?| :| &&| \|\|)"#)
  private static let number = expression(#"(?<=[-+*/<>=?:] |[(\[]|, )(\d{1,2})(?=\)|,|;|\]| [-+*/?:<>=&|])"#)
  private static let result = expression(#"\breturn ([^;{]+);"#)
  private static let statement = expression(
    #"^ +((?:\w+\([^;{}]*\)|[\w.\[\]]+(?:->[\w.\[\]]+)* (?:[-+*/|&]?=) [^;{}]+);)$"#)

  /// What makes no difference but in speed or in what is held.
  private static let kept = ["close(", "fclose(", "free(", "mpz_clear(", "mpfr_clear(", "__builtin_prefetch("]

  private static func expression(_ pattern: String) -> NSRegularExpression? { try? NSRegularExpression(pattern: pattern) }

  private static func places(in code: String, after previous: String) -> [Place] {
    let text = code as NSString
    var places: [Place] = []
    func matches(_ pattern: NSRegularExpression?) -> [NSTextCheckingResult] {
      pattern?.matches(in: code, range: NSRange(location: 0, length: text.length)) ?? []
    }
    func add(_ kind: String, _ range: NSRange, after: String, _ switched: @escaping (Int, String) -> String) {
      let before = text.substring(with: range)
      guard isBalanced(before) else { return }
      let start = text.substring(to: range.location).utf8.count
      places.append(
        Place(
          kind: kind, range: start..<start + before.utf8.count, before: before, after: after,
          switched: { switched($0, before) }))
    }
    for match in matches(binary) {
      let (left, symbol, right) = (
        text.substring(with: match.range(at: 1)), text.substring(with: match.range(at: 2)),
        text.substring(with: match.range(at: 3))
      )
      let after = "\(left) \(operators[symbol] ?? symbol) \(right)"
      let kind = ["<", "<=", ">", ">="].contains(symbol) ? "edge" : symbol.hasSuffix("=") ? "comparison" : "sign"
      add(kind, match.range, after: after) { "(nnsh_is_mutant(\($0)) ? \(after) : \($1))" }
    }
    for match in matches(number) {
      // making an array longer does not count
      let rest = text.substring(from: match.range.location + match.range.length)
      let isDeclared = ["];", "][", "] ="].contains { rest.hasPrefix($0) }
      guard !isDeclared, let value = Int(text.substring(with: match.range)) else { continue }
      let after = "\(value > 1 && value % 2 == 0 ? value - 1 : value + 1)"
      add("off by one", match.range, after: after) { "(nnsh_is_mutant(\($0)) ? \(after) : \($1))" }
    }
    for match in matches(result) where text.substring(with: match.range(at: 1)) != "0" {
      add("constant", match.range(at: 1), after: "0") { "(nnsh_is_mutant(\($0)) ? 0 : (\($1)))" }
    }
    let startsStatement = [";", "{", "}", ")", "else", ":"].contains { previous.hasSuffix($0) }
    for match in matches(statement) where startsStatement {
      let range = match.range(at: 1)
      if kept.contains(where: { text.substring(with: range).hasPrefix($0) }) { continue }
      add("removed", range, after: "") { "{ if (!nnsh_is_mutant(\($0))) { \($1) } }" }
    }
    if let condition = condition(of: text) {
      add("dropped branch", condition, after: "false") { "(!nnsh_is_mutant(\($0)) && (\($1)))" }
      places += logic(of: text, in: condition)
    }
    return places
  }

  /// What is asked by `if (…)`.
  private static func condition(of text: NSString) -> NSRange? {
    let start = text.range(of: "if (")
    guard start.location != NSNotFound else { return nil }
    var depth = 1
    for index in start.location + start.length..<text.length {
      let character = text.substring(with: NSRange(location: index, length: 1))
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if depth == 0 { return NSRange(location: start.location + 4, length: index - start.location - 4) }
    }
    return nil
  }

  /// A condition of two parts, one of which is enough.
  private static func logic(of text: NSString, in condition: NSRange) -> [Place] {
    let before = text.substring(with: condition)
    for (symbol, other) in [(" && ", " || "), (" || ", " && ")] {
      let parts = before.components(separatedBy: symbol)
      guard parts.count == 2, parts.allSatisfy(isBalanced), !before.contains(other) else { continue }
      let after = parts.joined(separator: other)
      let start = text.substring(to: condition.location).utf8.count
      return [
        Place(
          kind: "logic", range: start..<start + before.utf8.count, before: before, after: after,
          switched: { "(nnsh_is_mutant(\($0)) ? (\(after)) : (\(before)))" })
      ]
    }
    return []
  }

  private static func isBalanced(_ text: String) -> Bool {
    var depth = 0
    for character in text {
      depth += "([".contains(character) ? 1 : ")]".contains(character) ? -1 : 0
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
