import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Writes mutants into Swift and C sources, all in one build: each is chosen while the program runs, by its number in the
/// environment. `Mutator COUNT EACH SEED EXCLUDED FOLDER…` draws COUNT places below the folders, EACH of every folder at
/// least, changes the files in place and prints a line for each mutant: number, file, first and last line, kind, the
/// source before and after. EXCLUDED is a file of numbers that are left out; the others keep theirs.
@main
enum Mutator {
  static func main() throws {
    let arguments = CommandLine.arguments
    let excluded = Set(
      try String(contentsOfFile: arguments[4], encoding: .utf8).split(separator: "\n").map(String.init))
    var sources: [String: [UInt8]] = [:]
    var sites: [Site] = []
    for folder in arguments.dropFirst(5) {
      let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      for name in files.sorted() {
        let file = "\(folder)/\(name)"
        let isC = name.hasSuffix(".c") || name.hasSuffix(".inc")
        guard isC || name.hasSuffix(".swift") else { continue }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        sources[file] = Array(text.utf8)
        sites += isC ? CSites.all(of: text, file: file) : Sites(of: text, file: file).all
      }
    }
    // a place keeps its draw and number while others change
    let seed = arguments[3]
    var seen: [String: Int] = [:]
    let drawn = sites.map { site in
      let name = "\(site.file)\t\(site.kind)\t\(site.before)"
      seen[name, default: 0] += 1
      return (draw: digest("\(seed)\t\(name)\t\(seen[name] ?? 0)"), site: site)
    }
    var chosen: [String: [(number: Int, site: Site)]] = [:]
    var statements: Set<String> = []
    var numbers: Set<Int> = []
    var drawnAlready: Set<UInt64> = []
    let ordered = drawn.sorted(by: { $0.draw < $1.draw })
    var counts: [Substring: Int] = [:]
    // first what is due to each folder, then the others
    for least in [Int(arguments[2]) ?? 0, .max] {
      for (draw, site) in ordered where numbers.count < Int(arguments[1]) ?? 0 {
        let target = site.file.split(separator: "/")[1]
        var number = Int(draw >> 16 & 0x7FFF)
        if counts[target, default: 0] >= least || drawnAlready.contains(draw) { continue }
        while numbers.contains(number) { number += 1 }
        if excluded.contains(String(number)) { continue }
        // one change at a place, and one in a statement, which tells most
        let isApart = chosen[site.file, default: []].allSatisfy {
          $0.site.end <= site.start || site.end <= $0.site.start
        }
        guard isApart, statements.insert("\(site.file):\(site.statement)").inserted else { continue }
        chosen[site.file, default: []].append((number, site))
        numbers.insert(number)
        drawnAlready.insert(draw)
        counts[target, default: 0] += 1
      }
    }
    for (file, all) in chosen.sorted(by: { $0.key < $1.key }) {
      var bytes = sources[file] ?? []
      for (number, site) in all.sorted(by: { $0.site.start > $1.site.start }) {
        bytes.replaceSubrange(site.start..<site.end, with: site.switched(number).utf8)
        let place = "\(file)\t\(site.lines.lowerBound)\t\(site.lines.upperBound)\t\(site.kind)"
        print("\(number)\t\(place)\t\(line(site.before))\t\(line(site.after))")
      }
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    }
    // files that are included are compiled several times, with different attributes of functions
    for file in sources.keys where file.hasSuffix(".c") {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try Data((CSites.declaration + text).utf8).write(to: URL(fileURLWithPath: file))
    }
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// A place that can be changed.
struct Site {
  let file: String
  let kind: String
  /// In bytes.
  let start: Int, end: Int
  let lines: ClosedRange<Int>
  /// Where the innermost statement around it starts.
  let statement: Int
  let before: String
  let after: String
  /// The source that takes its place, for a mutant of this number.
  let switched: (Int) -> String
}

/// All places of a file.
final class Sites: SyntaxVisitor {
  private(set) var all: [Site] = []
  private let file: String
  private let converter: SourceLocationConverter
  private var uninitialized: Set<String> = []

  init(of text: String, file: String) {
    self.file = file
    let parsed = Parser.parse(source: text)
    let tree = OperatorTable.standardOperators.foldAll(parsed) { _ in }
    converter = SourceLocationConverter(fileName: file, tree: tree)
    super.init(viewMode: .sourceAccurate)
    let declarations = Declarations(viewMode: .sourceAccurate)
    declarations.walk(tree)
    uninitialized = declarations.uninitialized
    walk(tree)
  }

  private func add(
    _ kind: String, _ node: some SyntaxProtocol, after: String, once: Bool = false,
    _ switched: @escaping (Int, String) -> String
  ) {
    let before = node.trimmedDescription
    // lines stay where they are, for the compiler's messages
    guard once || !before.contains("\n"), !after.contains("\n") || once else { return }
    var statement = Syntax(node)
    while !statement.is(CodeBlockItemSyntax.self), !statement.is(MemberBlockItemSyntax.self),
      let parent = statement.parent
    {
      statement = parent
    }
    let start = node.positionAfterSkippingLeadingTrivia, end = node.endPositionBeforeTrailingTrivia
    let lines = converter.location(for: start).line...converter.location(for: end).line
    all.append(
      Site(
        file: file, kind: kind, start: start.utf8Offset, end: end.utf8Offset, lines: lines,
        statement: statement.positionAfterSkippingLeadingTrivia.utf8Offset, before: before, after: after,
        switched: { switched($0, before) }))
  }

  /// Either the one or the other expression.
  private func add(_ kind: String, _ node: some SyntaxProtocol, _ after: String) {
    add(kind, node, after: after) { "(isMutant(\($0)) ? \(after) : \($1))" }
  }

  /// What only some platforms compile.
  override func visit(_ node: IfConfigDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    guard let symbol = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return .visitChildren }
    let (left, right) = (node.leftOperand.trimmedDescription, node.rightOperand.trimmedDescription)
    let comparisons = ["<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="]
    let signs = ["+": "-", "-": "+", "&+": "&-", "&-": "&+"]
    let logic = ["&&": "||", "||": "&&"]
    if [left, right].contains(where: { $0.contains("\"") || $0.hasPrefix("[") }) {
      // texts and arrays have no difference
      if signs[symbol] != nil || symbol == "+=" { return .visitChildren }
    }
    let factors = ["*": "/", "/": "*", "%": "/", "&*": "&+", "<<": ">>", ">>": "<<"]
    if let other = comparisons[symbol] {
      add(
        symbol.contains("=") && symbol.count == 2 && symbol != "<=" && symbol != ">=" ? "comparison" : "edge", node,
        "\(left) \(other) \(right)")
    } else if let other = signs[symbol] {
      add("sign", node, "\(left) \(other) (\(right))")
    } else if let other = factors[symbol] {
      add("operator", node, "\(left) \(other) (\(right))")
    } else if let other = logic[symbol] {
      add("logic", node, "(\(left)) \(other) (\(right))")
    } else if ["+=", "-="].contains(symbol), node.parent?.is(CodeBlockItemSyntax.self) == true {
      let after = "\(left) \(symbol == "+=" ? "-=" : "+=") \(right)"
      add("sign", node, after: after) { "if isMutant(\($0)) { \(after) } else { \($1) }" }
    }
    return .visitChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    if node.operator.text == "-" { add("sign", node, node.expression.trimmedDescription) }
    if node.operator.text == "!" { add("logic", node, node.expression.trimmedDescription) }
    return .visitChildren
  }

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    if let value = Int(node.literal.text), value < 100 {
      add("off by one", node, "\(value > 1 && value % 2 == 0 ? value - 1 : value + 1)")
    }
    return .visitChildren
  }

  override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
    guard case .expression(let condition) = node.condition else { return .visitChildren }
    let statement = node.parent?.parent
    if statement?.is(GuardStmtSyntax.self) == true {
      add("dropped check", condition, after: "true", once: true) { "isMutant(\($0)) || (\($1))" }
    } else if statement?.is(IfExprSyntax.self) == true {
      add("dropped branch", condition, after: "false", once: true) { "!isMutant(\($0)) && (\($1))" }
    }
    return .visitChildren
  }

  // MARK: What no test can see

  /// What makes no difference but in speed or in what is held, or ends the process in any case.
  private static let kept: Set = [
    "reserveCapacity", "deallocate", "close", "fclose", "precondition", "preconditionFailure", "assert", "fatalError",
  ]

  private static func isKept(_ call: FunctionCallExprSyntax) -> Bool {
    let name =
      call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
      ?? call.calledExpression.trimmedDescription
    return kept.contains(name)
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    Self.isKept(node) ? .skipChildren : .visitChildren
  }

  /// Equal values have equal hashes whatever goes into them.
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    node.name.text == "hash" ? .skipChildren : .visitChildren
  }

  // MARK: Results

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    if let value = node.expression { addConstant(value) }
    return .visitChildren
  }

  /// A constant of the type of the function or property around the value.
  private func addConstant(_ value: ExprSyntax) {
    var node = Syntax(value)
    while let parent = node.parent {
      node = parent
      if node.is(ClosureExprSyntax.self) || node.is(InitializerClauseSyntax.self) { return }
      let type: TypeSyntax?
      if let function = node.as(FunctionDeclSyntax.self) {
        type = function.signature.returnClause?.type
      } else if let member = node.as(SubscriptDeclSyntax.self) {
        type = member.returnClause.type
      } else if let variable = node.as(PatternBindingSyntax.self), variable.accessorBlock != nil {
        type = variable.typeAnnotation?.type
      } else {
        continue
      }
      guard let type, let constant = constant(of: type) else { return }
      guard value.trimmedDescription != constant, !value.is(IfExprSyntax.self), !value.is(SwitchExprSyntax.self) else {
        return
      }
      // `true ? x : try y` is not one: the mark comes before the whole
      let text = value.trimmedDescription
      guard !text.hasPrefix("try"), !text.contains("\n") else { return }
      return add("constant", value, constant)
    }
  }

  private func constant(of type: TypeSyntax) -> String? {
    switch type.trimmedDescription {
    case "Bool": "false"
    case "Int", "Double", "Float": "0"
    case "String": "\"\""
    default: type.is(OptionalTypeSyntax.self) ? "nil" : type.is(ArrayTypeSyntax.self) ? "[]" : nil
    }
  }

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    guard case .expr(let whole) = node.item else { return .visitChildren }
    if isValue(node) {
      addConstant(whole)
      return .visitChildren
    }
    var expression = whole
    if let inner = expression.as(TryExprSyntax.self) { expression = inner.expression }
    if let call = expression.as(FunctionCallExprSyntax.self) {
      guard !Self.isKept(call) else { return .visitChildren }
    } else if let infix = expression.as(InfixOperatorExprSyntax.self), !isInInitializer(node) {
      let left = infix.leftOperand
      if left.is(TupleExprSyntax.self) || uninitialized.contains(left.trimmedDescription) {
        return .visitChildren
      }
      guard ["=", "+=", "-=", "*=", "|=", "&=", "^="].contains(infix.operator.trimmedDescription) else {
        return .visitChildren
      }
    } else {
      return .visitChildren
    }
    add("removed", whole, after: "", once: true) { "if !isMutant(\($0)) { \($1) }" }
    return .visitChildren
  }
}

/// Whether an expression is the value of a function, a closure, or a branch of what is such a value.
private func isValue(_ item: CodeBlockItemSyntax) -> Bool {
  guard item.parent?.as(CodeBlockItemListSyntax.self)?.count == 1, var owner = item.parent?.parent else { return false }
  if owner.is(ClosureExprSyntax.self) || owner.is(AccessorBlockSyntax.self) { return true }
  if owner.is(CodeBlockSyntax.self), let parent = owner.parent { owner = parent }
  if let function = owner.as(FunctionDeclSyntax.self) { return function.signature.returnClause != nil }
  if let accessor = owner.as(AccessorDeclSyntax.self) { return accessor.accessorSpecifier.text == "get" }
  while owner.is(IfExprSyntax.self) || owner.is(SwitchCaseSyntax.self) || owner.is(SwitchCaseListSyntax.self)
    || owner.is(SwitchExprSyntax.self) || owner.is(ExpressionStmtSyntax.self), let parent = owner.parent
  {
    owner = parent
  }
  return owner.as(CodeBlockItemSyntax.self).map(isValue) ?? (owner.is(ReturnStmtSyntax.self)
    || owner.is(InitializerClauseSyntax.self) || owner.is(TryExprSyntax.self))
}

/// Where an assignment may be the one that every property needs.
private func isInInitializer(_ node: some SyntaxProtocol) -> Bool {
  var parent = node.parent
  while let current = parent {
    if current.is(InitializerDeclSyntax.self) { return true }
    parent = current.parent
  }
  return false
}

/// The local constants and variables that are declared without a value.
private final class Declarations: SyntaxVisitor {
  private(set) var uninitialized: Set<String> = []

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    if node.initializer == nil, node.accessorBlock == nil,
      node.parent?.parent?.parent?.is(CodeBlockItemSyntax.self) == true
    {
      uninitialized.insert(node.pattern.trimmedDescription)
    }
    return .visitChildren
  }
}

/// FNV-1a, its bits mixed as SplitMix64 does.
private func digest(_ text: String) -> UInt64 {
  var mixed = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
  return mixed ^ mixed >> 31
}
