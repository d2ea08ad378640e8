import Expressions
import NeuralNetwork

/// The names of an article for the quantities of one network.
package struct ResolvedNames: Sendable {
  enum Shown: Sendable, Hashable {
    case named(String)
    case bare
  }

  package let topology: Topology
  package let names: QuantityNames
  private var single: [Quantity: Shown] = [:]
  private var kinds: [QuantityKind: Shown] = [:]
  private var references: [String: [Entry]] = [:]
  private var ruleCount = 0

  private struct Entry: Sendable {
    var quantity: Quantity
    var rule: Int
    /// Whether several quantities may share the name: for a rule without placeholders.
    var isShared: Bool
  }

  init(_ topology: Topology) {
    self.topology = topology
    names = QuantityNames(topology)
  }

  /// Whether only the value of a quantity is shown.
  package func isBare(_ quantity: Quantity) -> Bool { shown(quantity) == .bare }

  /// The article's name; nil if it has none.
  package func articleName(_ quantity: Quantity) -> String? {
    if case .named(let name)? = shown(quantity) { return name }
    return nil
  }

  /// The name to print: the article's, or the standard one.
  package func name(_ quantity: Quantity) -> String { articleName(quantity) ?? names.name(quantity).description }

  /// The name to print where only this quantity can be meant: the article's if no other has it, or the standard one.
  package func distinctName(_ quantity: Quantity) -> String {
    isNameShared(quantity) ? names.name(quantity).description : name(quantity)
  }

  /// Whether the article's name of a quantity is also that of others: of its kind, or of its layer.
  func isNameShared(_ quantity: Quantity) -> Bool {
    guard case .named(let name)? = shown(quantity) else { return false }
    if single[quantity] != nil { return references[name].map { $0.count > 1 } ?? false }
    if let kind = QuantityKind(quantity, topology), kinds[kind] != nil { return kind.count(topology) > 1 }
    guard case .parameter(let parameter, _) = quantity else { return false }
    return isNameShared(.parameter(parameter, .value))
  }

  /// The left side of a quantity's line; a new value without a name of its own has the parameter's.
  package func nameOfLine(_ quantity: Quantity) -> String {
    guard case .parameter(let parameter, .new) = quantity else { return name(quantity) }
    let own = single[quantity] ?? QuantityKind(quantity, topology).flatMap { kinds[$0] }
    if case .named(let name)? = own { return name }
    return name(.parameter(parameter, .value))
  }

  /// The quantities that an article's name refers to; nil for the name of a whole kind.
  package func reference(_ name: String) -> Reference? {
    guard let entries = references[name] else { return partReference(name) }
    return entries.count == 1 ? .one(entries[0].quantity) : .several(entries.map(\.quantity))
  }

  /// The one quantity that a name refers to: the article's name, or the standard one.
  func quantity(_ name: String) -> Quantity? {
    if case .one(let quantity)? = reference(name) { quantity } else { canonical(name) }
  }

  private func shown(_ quantity: Quantity) -> Shown? {
    if single.isEmpty, kinds.isEmpty { return nil }
    return single[quantity] ?? QuantityKind(quantity, topology).flatMap { kinds[$0] } ?? partShown(quantity)
  }

  /// A part of a parameter with an article's name: `theta7.grad`.
  private func partShown(_ quantity: Quantity) -> Shown? {
    guard case .parameter(let parameter, let part) = quantity, part != .value,
      case .named(let name)? = single[.parameter(parameter, .value)]
    else { return nil }
    return .named("\(name).\(part.rawValue)")
  }

  private func partReference(_ name: String) -> Reference? {
    guard let point = name.lastIndex(of: "."),
      let part = ParameterPart(rawValue: String(name[name.index(after: point)...])),
      let entries = references[String(name[..<point])], entries.count == 1,
      case .parameter(let parameter, .value) = entries[0].quantity
    else { return nil }
    return .one(.parameter(parameter, part))
  }

  // MARK: Applying rules

  /// Applies a rule. Throws if it matches nothing in this network or its names are not valid.
  mutating func apply(_ rule: Names.Rule) throws(Fault) {
    if !rule.quantity.hasPlaceholders, let kind = QuantityKind(rule.quantity.text) {
      let name = try rule.name?.filled([:])
      if let name { try requireReadable(name, rule.name) }
      kinds[kind] = name.map(Shown.named) ?? .bare
      return
    }
    let matches = try rule.quantity.hasPlaceholders ? matches(rule.quantity) : plain(rule.quantity)
    guard !matches.isEmpty else {
      throw Fault(
        "\(rule.quantity.text) matches nothing in this network", at: rule.quantity.range,
        label: "the units are \(names.units.overview)")
    }
    for (index, (quantity, bindings)) in matches.enumerated() {
      forget(quantity)
      guard let template = rule.name else {
        single[quantity] = .bare
        continue
      }
      let name = try template.filled(bindings)
      if index == 0 { try requireReadable(name, template) }
      single[quantity] = .named(name)
      references[name, default: []].append(
        Entry(quantity: quantity, rule: ruleCount, isShared: !rule.quantity.hasPlaceholders))
    }
    ruleCount += 1
  }

  private mutating func forget(_ quantity: Quantity) {
    guard case .named(let old)? = single[quantity] else { return }
    references[old]?.removeAll { $0.quantity == quantity }
    if references[old]?.isEmpty == true { references[old] = nil }
  }

  /// Throws if a name refers to two quantities, or is also the standard name of a quantity that is not renamed.
  func requireUnambiguous(of template: Template?) throws(Fault) {
    guard let template else { return }
    for (name, entries) in references.sorted(by: { $0.key < $1.key }) {
      if let other = entries.first(where: { $0.rule != entries[0].rule || !$0.isShared }), entries.count > 1 {
        let second = other.quantity == entries[0].quantity ? entries[1].quantity : other.quantity
        throw collision(name, entries[0].quantity, second, template)
      }
      if let own = canonical(name), !entries.contains(where: { $0.quantity == own }), articleName(own) == nil {
        throw collision(name, entries[0].quantity, own, template)
      }
    }
  }

  private func collision(_ name: String, _ first: Quantity, _ second: Quantity, _ template: Template) -> Fault {
    Fault(
      "\(name) would name two quantities", at: template.range,
      label: "\(names.name(first)) and \(names.name(second))")
  }

  private func canonical(_ text: String) -> Quantity? {
    var cursor = Cursor(text)
    guard cursor.atIdentifier, let read = try? cursor.readNameOrCall(), cursor.position == cursor.end,
      case .name(let name) = read.node, let reference = try? names.resolve(name)
    else { return nil }
    if case .one(let quantity) = reference { return quantity }
    return nil
  }

  private func requireReadable(_ name: String, _ template: Template?) throws(Fault) {
    var cursor = Cursor(name, dialect: .article)
    if cursor.atIdentifier, let read = try? cursor.readNameOrCall(), cursor.position == cursor.end,
      case .name = read.node, !["and", "or", "not"].contains(name)
    {
      return
    }
    throw Fault(
      "'\(name)' cannot be used as a name", at: template?.range, label: "start with a letter; no blanks or operators")
  }

  private func plain(_ template: Template) throws(Fault) -> [(Quantity, [String: Int])] {
    var cursor = Cursor(template.text)
    guard cursor.atIdentifier else { throw Fault("'\(template.text)' is not a quantity", at: template.range) }
    let read: Expression
    do throws(Fault) {
      read = try cursor.readNameOrCall()
    } catch {
      throw Fault(error.message, at: template.range)
    }
    guard case .name(let name) = read.node, cursor.position == cursor.end else {
      throw Fault("'\(template.text)' is not a quantity", at: template.range)
    }
    do throws(Fault) {
      if let reference = try names.resolve(name) { return reference.quantities.map { ($0, [:]) } }
    } catch {
      throw Fault(error.message, at: template.range, label: error.label, help: error.help)
    }
    throw Fault(
      "unknown quantity '\(template.text)'", at: template.range, label: "the units are \(names.units.overview)")
  }

  /// Every quantity that the template matches, with the values of its placeholders.
  private func matches(_ template: Template) throws(Fault) -> [(Quantity, [String: Int])] {
    let member = template.text.split(separator: ".").count > 1 ? template.text.split(separator: ".").last : nil
    var found: [(Quantity, [String: Int])] = []
    if template.text.hasPrefix("w") || template.text.hasPrefix("b") {
      guard let part = member.map({ ParameterPart(rawValue: String($0)) }) ?? .value else {
        throw unknownMember(template, ParameterPart.named)
      }
      for parameter in 0..<topology.parameterCount {
        let spellings = self.spellings(ofParameter: parameter)
        if let bindings = match(template, spellings, member) { found.append((.parameter(parameter, part), bindings)) }
      }
      return found
    }
    guard let part = member.map({ UnitPart(rawValue: String($0)) }) ?? .out else {
      throw unknownMember(template, UnitPart.allCases.map(\.rawValue))
    }
    for unit in 0..<topology.unitCount {
      if unit < topology.inputCount, part != .out, part != .gradient { continue }
      if part == .target, !topology.outputUnits.contains(unit) { continue }
      if let bindings = match(template, spellings(ofUnit: unit), member) { found.append((.unit(unit, part), bindings)) }
    }
    return found
  }

  private func match(_ template: Template, _ spellings: [String], _ member: Substring?) -> [String: Int]? {
    let ending = member.map { ".\($0)" } ?? ""
    for spelling in spellings {
      if let bindings = template.match(spelling + ending) { return bindings }
    }
    return nil
  }

  private func unknownMember(_ template: Template, _ members: [String]) -> Fault {
    Fault(
      "\(template.text) matches nothing", at: template.range,
      label: "after the '.' comes one of \(members.joined(separator: ", "))")
  }

  /// `h3` and `h[3]`.
  private func spellings(ofUnit unit: Int) -> [String] {
    let (layer, index) = names.units.position(unit)
    let short = names.units.unitName(unit).description
    let long = "\(names.units.layerName(layer))[\(index + 1)]"
    return short == long ? [long] : [short, long]
  }

  private func spellings(ofParameter parameter: Int) -> [String] {
    var list = ["w\(parameter + 1)", "w[\(parameter + 1)]"]
    switch topology.role(of: parameter) {
    case .bias(let unit): list += spellings(ofUnit: unit).map { "b[\($0)]" }
    case .weight(let source, let target):
      for from in spellings(ofUnit: source) { list += spellings(ofUnit: target).map { "w[\(from),\($0)]" } }
    }
    return list
  }
}

extension QuantityNames {
  /// Like `resolve` with an index, for names whose subscripts are plain numbers.
  package func resolve(_ name: Name) throws(Fault) -> Reference? {
    try resolve(name, at: SourceRange(0, 0)) { expression throws(Fault) in
      guard case .number(let numeral) = expression.node else {
        throw Fault("'\(expression)' is not a number", at: expression.range)
      }
      return numeral.value
    }
  }
}
