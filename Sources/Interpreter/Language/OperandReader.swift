import Expressions

/// Parses the operands of one command; the command's initializer takes what it needs, one by one.
package struct OperandReader {
  package var cursor: Cursor
  /// The range of the command's name.
  private(set) var command = SourceRange(0, 0)
  /// How many blocks and commands enclose this command.
  private var nesting = 0
  /// Whether an unambiguous prefix names a command.
  private let abbreviations: Bool
  let commands: CommandTable
  /// Records what is found where, if set.
  var log: SyntaxLog?

  init(_ cursor: Cursor, commands: CommandTable, abbreviations: Bool) {
    self.cursor = cursor
    self.commands = commands
    self.abbreviations = abbreviations
  }

  /// The command's name.
  package var name: Located<String> { Located(cursor.text(command), command) }

  /// Skips blanks; true if no operand is left.
  package mutating func atEnd() -> Bool {
    cursor.skipBlanks()
    return cursor.atCommandEnd
  }

  /// The range of the next operand.
  package mutating func nextRange() -> SourceRange {
    cursor.skipBlanks()
    return cursor.found().range
  }

  /// Throws if an operand is left.
  package mutating func end() throws(Fault) {
    guard !atEnd() else { return }
    if cursor.byte == Ascii.backslash {
      throw Fault(
        "backslash in the middle of a line", at: SourceRange(cursor.position, cursor.position + 1),
        label: "only a newline may follow a backslash", help: "remove the backslash, or what follows it")
    }
    throw surplus(cursor.found())
  }

  /// The next word, without taking it; nil at the end.
  package mutating func peekWord() -> Located<String>? {
    guard !atEnd() else { return nil }
    var probe = cursor
    return probe.readWord()
  }

  /// Takes the next word: anything up to a blank outside brackets.
  package mutating func word(_ expected: String) throws(Fault) -> Located<String> {
    guard !atEnd() else { throw missing(expected) }
    return cursor.readWord()
  }

  /// Takes the next word, which may be one of these or a name of the user's.
  package mutating func word(_ expected: String, mentioning words: [String]) throws(Fault) -> Located<String> {
    for word in words { log?.note(word, of: name.value) }
    return try word(expected)
  }

  /// Takes the next word if it is `keyword`.
  package mutating func take(_ keyword: String) -> Bool {
    log?.note(keyword, of: name.value)
    guard !atEnd(), cursor.startsWith(keyword), let word = peekWord(), word.value == keyword else { return false }
    cursor.position = word.range.upper
    return true
  }

  /// Takes one of the words. Throws listing them if the next word is another, with the nearest as help.
  ///
  /// - Parameter kind: what the words are, without an article: `loss function`.
  package mutating func choice<Choice>(_ kind: String, _ choices: [(String, Choice)]) throws(Fault)
    -> Located<Choice>
  {
    if let log { for (word, _) in choices { log.note(word, of: name.value) } }
    let word = try word("\("aeio".contains(kind.prefix(1)) ? "an" : "a") \(kind)")
    if let found = choices.first(where: { $0.0 == word.value }) { return Located(found.1, word.range) }
    throw Fault(
      "unknown \(kind) '\(word.value)'", at: word.range, label: "one of \(choices.map(\.0).joined(separator: ", "))",
      help: nearest(to: word.value, among: choices.map(\.0)).map { "\(commandText(to: word.range.lower)) \($0)" })
  }

  /// Takes one of the words of an enumeration, as `choice` with their list does.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ kind: String, _: Choice.Type = Choice.self
  ) throws(Fault) -> Located<Choice> {
    try choice(kind, Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// Takes a number, signed or not, or an expression in parentheses.
  package mutating func number(_ expected: String) throws(Fault) -> Expression {
    guard !atEnd() else { throw missing(expected) }
    try requireNoEqualSign(before: expected)
    return noted(try cursor.readOperandNumber(expected))
  }

  private func noted(_ expression: Expression) -> Expression {
    log?.note(expression)
    return expression
  }

  /// Takes `off` (nil) or a number.
  mutating func numberOrOff(_ expected: String) throws(Fault) -> Expression? {
    take("off") ? nil : try number("\(expected), or off")
  }

  /// Whether the next operand is a number or an expression in parentheses.
  package mutating func atNumber() -> Bool {
    guard !atEnd() else { return false }
    return cursor.atOperandNumber
  }

  /// Whether the next operand begins with a letter.
  package mutating func atLetter() -> Bool { !atEnd() && cursor.atIdentifier && !cursor.atOperandNumber }

  /// Takes all numbers that follow, which a word must not.
  package mutating func numbers() throws(Fault) -> [Expression] {
    var numbers: [Expression] = []
    while atNumber() {
      if Limits.isReached(at: numbers.count) { try Limits.check() }
      numbers.append(noted(try cursor.readOperandNumber("a number")))
    }
    if !atEnd(), cursor.atIdentifier { numbers.append(try cursor.readOperandNumber("a number")) }
    return numbers
  }

  /// Takes the longest expression that can be read.
  package mutating func expression(_ expected: String) throws(Fault) -> Expression {
    guard !atEnd() else { throw missing(expected) }
    return noted(try cursor.readExpression())
  }

  /// Takes expressions separated by commas.
  package mutating func expressions(_ expected: String) throws(Fault) -> [Expression] {
    var all = [try expression(expected)]
    while true {
      cursor.skipBlanks()
      guard cursor.byte == Ascii.comma else { return all }
      cursor.position += 1
      all.append(try expression(expected))
    }
  }

  /// Takes an expression without comparisons.
  package mutating func sum(_ expected: String) throws(Fault) -> Expression {
    guard !atEnd() else { throw missing(expected) }
    return noted(try cursor.readSum())
  }

  /// Takes the name of a quantity, unit or layer: `w7`, `w[i1,h3]`, `h2[3].out`.
  package mutating func name(_ expected: String) throws(Fault) -> Located<Name> {
    guard !atEnd() else { throw missing(expected) }
    guard cursor.atIdentifier else {
      let found = cursor.found()
      throw Fault("expected \(expected), found \(found.value)", at: found.range)
    }
    let expression = try cursor.readNameOrCall()
    guard case .name(let name) = expression.node else {
      throw Fault("expected \(expected), found a call", at: expression.range)
    }
    try endOfWord()
    return Located(name, expression.range)
  }

  /// Takes `NAME = VALUE` or `FUNCTION(NAME, …) = VALUE`; the left side is checked before the right one is read.
  package mutating func definition(_ check: (Identifier?, () -> Expression) throws(Fault) -> Void) throws(Fault)
    -> Expression
  {
    let (name, commands) = (command, commands)
    let definition = try cursor.readDefinition(check: check) { cursor throws(Fault) in
      cursor.skipBlanks()
      guard cursor.byte == Ascii.equal else {
        throw cursor.missing("'=' and a value", after: name, commands)
      }
      cursor.position += 1
      cursor.skipBlanks()
      guard !cursor.atCommandEnd else { throw cursor.missing("a value", after: name, commands) }
    }
    log?.note(definition: definition)
    return definition
  }

  /// Takes a file name: a word or a quoted string.
  package mutating func file(_ expected: String) throws(Fault) -> Located<String> {
    guard !atEnd() else { throw missing(expected) }
    guard cursor.byte == Ascii.doubleQuote || cursor.byte == Ascii.quote else { return cursor.readWord() }
    let text = noted(try cursor.readText())
    guard case .text(let parts) = text.node else { throw missing(expected) }
    var path = ""
    for part in parts {
      guard case .plain(let characters) = part else {
        throw Fault("a file name must be a plain string", at: text.range)
      }
      path += characters
    }
    return Located(path, text.range)
  }

  /// Takes a `/`.
  mutating func takeSlash() -> Bool { take(Ascii.slash) }

  /// Takes a `:`.
  mutating func takeColon() -> Bool { take(Ascii.colon) }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard !atEnd(), cursor.byte == byte else { return false }
    cursor.position += 1
    return true
  }

  /// Takes a block: `{ … }`.
  package mutating func block(_ expected: String = "a block { … }") throws(Fault) -> Block {
    guard !atEnd() || cursor.byte == Ascii.newline else { throw missing(expected) }
    guard cursor.byte == Ascii.openBrace else {
      let found = cursor.found()
      let inBraces = "\(commandText(to: cursor.position)) { \(restOfCommand) }"
      throw Fault("expected \(expected), found \(found.value)", at: found.range, help: inBraces)
    }
    return try inner { reader throws(Fault) in try reader.readBlock() }
  }

  /// Takes a command that is an operand of this one: `expect error forward 0 1 1`.
  package mutating func statement() throws(Fault) -> Statement {
    guard !atEnd() else { throw missing("a command") }
    return try inner { reader throws(Fault) in try reader.readStatement() }
  }

  /// Parses commands that are operands of this one.
  private mutating func inner<Content>(_ read: (inout OperandReader) throws(Fault) -> Content) throws(Fault) -> Content
  {
    let outer = command
    nesting += 1
    defer {
      nesting -= 1
      command = outer
    }
    return try read(&self)
  }

  /// Parses a command with its operands.
  mutating func readStatement() throws(Fault) -> Statement {
    guard nesting < 100 else {
      throw Fault("blocks are nested too deeply", at: cursor.found().range, label: "at most 100 levels")
    }
    let nameRange = cursor.readCommandName()
    command = nameRange
    let known = commands.command(named: cursor.identifier(nameRange))
    let type = if let known { known } else { try expandedCommand(abbreviations: abbreviations) }
    if known == nil { log?.note(nameRange, abbreviates: type.synopsis.name) }
    var statement = Statement(try type.init(&self), of: type, nameRange)
    try end()
    statement.range.upper = cursor.position
    return statement
  }

  private mutating func readBlock() throws(Fault) -> Block {
    let open = cursor.position
    cursor.position += 1
    var statements: [Statement] = []
    while true {
      cursor.skipSeparators()
      guard cursor.position < cursor.end else {
        throw Fault("'{' is never closed", at: SourceRange(open, open + 1), label: "a '}' is missing", kind: .unclosed)
      }
      if cursor.byte == Ascii.closeBrace { break }
      statements.append(try readStatement())
    }
    cursor.position += 1
    let range = SourceRange(open, cursor.position)
    log?.note(block: range)
    return Block(statements: statements, range: range)
  }

  package mutating func missing(_ expected: String) -> Fault { cursor.missing(expected, after: command, commands) }

  private mutating func endOfWord() throws(Fault) {
    guard !isBlankByte(cursor.byte), !cursor.atCommandEnd, cursor.byte != Ascii.comma else { return }
    let found = cursor.found()
    throw Fault("unexpected \(found.value) after a name", at: found.range)
  }
}
