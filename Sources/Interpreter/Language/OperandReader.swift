import Expressions

/// Reads the operands of one command from its source; a command's initializer pulls what it needs.
package struct OperandReader {
  package var cursor: Cursor
  /// Where the command's name stands.
  private(set) var command = SourceRange(0, 0)
  /// How deep in blocks the command stands.
  private var nesting = 0
  /// Names in full, or any unambiguous prefix.
  private let abbreviations: Bool
  private let commands: CommandTable
  /// Where the words are noted that operands may be; nil if nobody asks.
  var wordLog: WordLog?

  init(_ cursor: Cursor, commands: CommandTable, abbreviations: Bool) {
    self.cursor = cursor
    self.commands = commands
    self.abbreviations = abbreviations
  }

  /// The command's name.
  package var name: Located<String> { Located(cursor.text(command), command) }

  /// Moves to the next operand; true if there is none.
  package mutating func atEnd() -> Bool {
    cursor.skipBlanks()
    return cursor.atCommandEnd
  }

  /// Where the next operand would stand.
  package mutating func place() -> SourceRange {
    cursor.skipBlanks()
    return cursor.found().range
  }

  /// Throws if an operand is left.
  package mutating func end() throws(Fault) {
    guard !atEnd() else { return }
    if cursor.byte == Ascii.backslash {
      throw Fault(
        "a '\\' in the middle of a line", at: SourceRange(cursor.position, cursor.position + 1),
        label: "only a newline may follow it", help: "remove it, or what stands behind it")
    }
    let found = cursor.found()
    throw Fault("\(name.value) takes no more operands, found \(found.value)", at: found.range)
  }

  /// The next word up to a blank, without moving on; nil at the end.
  package mutating func peekWord() -> Located<String>? {
    guard !atEnd() else { return nil }
    var probe = cursor
    return probe.readWord()
  }

  /// Takes the next word: anything up to a blank, brackets balanced.
  package mutating func word(_ wanted: String) throws(Fault) -> Located<String> {
    guard !atEnd() else { throw missing(wanted) }
    return cursor.readWord()
  }

  /// Takes the word if it stands here, whole.
  package mutating func take(_ keyword: String) -> Bool {
    wordLog?.note(keyword, of: name.value)
    guard !atEnd(), cursor.startsWith(keyword), let word = peekWord(), word.value == keyword else { return false }
    cursor.position = word.range.upper
    return true
  }

  /// Takes one of the words. Throws naming the nearest if another stands here.
  package mutating func choice<Choice>(_ wanted: String, _ choices: [(String, Choice)]) throws(Fault)
    -> Located<Choice>
  {
    if let wordLog { for (word, _) in choices { wordLog.note(word, of: name.value) } }
    let word = try word(wanted)
    if let found = choices.first(where: { $0.0 == word.value }) { return Located(found.1, word.range) }
    throw Fault(
      "'\(word.value)' is no \(wanted)", at: word.range, label: "one of \(choices.map(\.0).joined(separator: ", "))",
      help: nearest(to: word.value, among: choices.map(\.0)).map { "\(line(before: word.range)) \($0)" })
  }

  /// The command up to an operand, on one line.
  private func line(before operand: SourceRange) -> String {
    cursor.text(command.lower, operand.lower).split { $0.isWhitespace || $0 == "\\" }.joined(separator: " ")
  }

  /// A number, signed or not, or an expression in parentheses.
  package mutating func number(_ wanted: String) throws(Fault) -> Expression {
    guard !atEnd() else { throw missing(wanted) }
    return try cursor.readOperandNumber(wanted)
  }

  /// `off`, or a number.
  mutating func numberOrOff(_ wanted: String) throws(Fault) -> Expression? {
    take("off") ? nil : try number("\(wanted), or off")
  }

  /// Whether a number or a parenthesized expression stands here.
  package mutating func atNumber() -> Bool {
    guard !atEnd() else { return false }
    return cursor.atOperandNumber
  }

  /// The numbers that stand here.
  package mutating func numbers() throws(Fault) -> [Expression] {
    var numbers: [Expression] = []
    while atNumber() { numbers.append(try cursor.readOperandNumber("a number")) }
    return numbers
  }

  /// An expression that reads as far as it can.
  package mutating func expression(_ wanted: String) throws(Fault) -> Expression {
    guard !atEnd() else { throw missing(wanted) }
    return try cursor.readExpression()
  }

  /// Expressions with commas between them.
  package mutating func expressions(_ wanted: String) throws(Fault) -> [Expression] {
    var all = [try expression(wanted)]
    while true {
      cursor.skipBlanks()
      guard cursor.byte == Ascii.comma else { return all }
      cursor.position += 1
      all.append(try expression(wanted))
    }
  }

  /// An expression without comparisons.
  package mutating func sum(_ wanted: String) throws(Fault) -> Expression {
    guard !atEnd() else { throw missing(wanted) }
    return try cursor.readSum()
  }

  /// A quantity or a place: `w7`, `w[i1,h3]`, `h2[3].out`.
  package mutating func name(_ wanted: String) throws(Fault) -> Located<Name> {
    guard !atEnd() else { throw missing(wanted) }
    guard cursor.atIdentifier else {
      let found = cursor.found()
      throw Fault("expected \(wanted), found \(found.value)", at: found.range)
    }
    let expression = try cursor.readNameOrCall()
    guard case .name(let name) = expression.node else {
      throw Fault("expected \(wanted), found a call", at: expression.range)
    }
    try endOfWord()
    return Located(name, expression.range)
  }

  /// `NAME = VALUE` or `FUNCTION(NAME, …) = VALUE`; what stands on the left is checked before the right is read.
  package mutating func definition(_ check: (Identifier?, () -> Expression) throws(Fault) -> Void) throws(Fault)
    -> Expression
  {
    let (name, commands) = (command, commands)
    return try cursor.readDefinition(check: check) { cursor throws(Fault) in
      cursor.skipBlanks()
      guard cursor.byte == Ascii.equal else {
        throw cursor.missing("'=' and a value", behind: name, commands)
      }
      cursor.position += 1
      cursor.skipBlanks()
      guard !cursor.atCommandEnd else { throw cursor.missing("a value", behind: name, commands) }
    }
  }

  /// A word or a quoted text that names a file.
  package mutating func file(_ wanted: String) throws(Fault) -> Located<String> {
    guard !atEnd() else { throw missing(wanted) }
    guard cursor.byte == Ascii.doubleQuote || cursor.byte == Ascii.quote else { return cursor.readWord() }
    let text = try cursor.readText()
    guard case .text(let parts) = text.node else { throw missing(wanted) }
    var path = ""
    for part in parts {
      guard case .plain(let characters) = part else {
        throw Fault("a file's name is plain text", at: text.range)
      }
      path += characters
    }
    return Located(path, text.range)
  }

  /// `{ … }`: the commands in braces.
  package mutating func block(_ wanted: String = "a block { … }") throws(Fault) -> Block {
    guard !atEnd() || cursor.byte == Ascii.newline else { throw missing(wanted) }
    guard cursor.byte == Ascii.openBrace else {
      let found = cursor.found()
      throw Fault("expected \(wanted), found \(found.value)", at: found.range)
    }
    return try inner { reader throws(Fault) in try reader.readBlock() }
  }

  /// A command that is the operand of another: `expect error forward 0 1 1`.
  package mutating func statement() throws(Fault) -> Statement {
    guard !atEnd() else { throw missing("a command") }
    return try inner { reader throws(Fault) in try reader.readStatement() }
  }

  /// Reads commands that are operands of this one.
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

  /// Reads a command with its operands.
  mutating func readStatement() throws(Fault) -> Statement {
    guard nesting < 100 else {
      throw Fault("blocks are nested too deeply", at: cursor.found().range, label: "100 levels are the most")
    }
    let place = cursor.readCommandName()
    command = place
    let known = commands.command(named: cursor.identifier(place))
    let type = if let known { known } else { try commands.complete(name, abbreviations: abbreviations) }
    var statement = Statement(command: try type.init(&self), range: place)
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
    return Block(statements: statements, range: SourceRange(open, cursor.position))
  }

  package mutating func missing(_ wanted: String) -> Fault { cursor.missing(wanted, behind: command, commands) }

  private mutating func endOfWord() throws(Fault) {
    guard !isBlankByte(cursor.byte), !cursor.atCommandEnd, cursor.byte != Ascii.comma else { return }
    let found = cursor.found()
    throw Fault("unexpected \(found.value) after a name", at: found.range)
  }
}
