import Expressions

/// A formula with the quantities that its names refer to, and the article's names for them.
///
/// A class, because the closures that walk the tree would copy a struct at every node.
final class NamedFormula {
  let formula: Expression
  private let resolved: ResolvedNames
  private let names: Names
  private(set) var quantities: [(name: Name, quantity: Quantity)] = []

  init(_ formula: Expression, _ resolved: ResolvedNames, _ names: Names) {
    self.formula = formula
    self.resolved = resolved
    self.names = names
    collect(formula)
  }

  private func collect(_ expression: Expression) {
    guard case .name(let name) = expression.node else { return expression.children.forEach(collect) }
    guard quantity(name) == nil, case .one(let quantity)? = try? resolved.names.resolve(name) else { return }
    quantities.append((name, quantity))
  }

  func quantity(_ name: Name) -> Quantity? { quantities.first { $0.name == name }?.quantity }

  /// The expression in the article's names, with numbers for quantities shown only by value.
  ///
  /// - Parameter parts: without numbers after it, a name that several quantities share is replaced by the value too.
  func symbols(_ parts: LineParts, _ lineNames: LineNames, literal: (Quantity) -> Expression?) -> Expression {
    symbols(formula, parts, lineNames, literal)
  }

  private func symbols(
    _ expression: Expression, _ parts: LineParts, _ lineNames: LineNames, _ literal: (Quantity) -> Expression?
  ) -> Expression {
    expression.mapped { node in
      switch node {
      case .name(let name):
        guard let quantity = quantity(name) else { return nil }
        let symbol = symbol(quantity, parts, lineNames)
        if symbol.isByValue, let number = literal(quantity) { return number }
        return symbol.name.map { Expression(.name(Name($0))) }
      case .call(let function, let arguments):
        return Expression(
          .call(names.articleName(of: function), arguments.map { symbols($0, parts, lineNames, literal) }))
      default: return nil
      }
    }
  }

  /// The article's name of a quantity in the formula, nil for the standard name, and whether its value is shown
  /// instead.
  func symbol(_ quantity: Quantity, _ parts: LineParts, _ lineNames: LineNames) -> (name: String?, isByValue: Bool) {
    let shown = lineNames.inFormula(quantity, among: quantities.map(\.quantity))
    return (shown, resolved.isBare(quantity) || parts == .formula && shown != nil && resolved.isNameShared(quantity))
  }

  /// The expression with numbers instead of names.
  func numbers(_ expression: Expression, literal: (Quantity) -> Expression?) -> Expression {
    expression.mapped { node in
      switch node {
      case .name(let name): return quantity(name).flatMap(literal)
      case .call(let function, let arguments):
        return Expression(.call(names.articleName(of: function), arguments.map { numbers($0, literal: literal) }))
      default: return nil
      }
    }
  }
}

extension Expression {
  /// The expression with each part replaced for which `change` returns another; other parts are searched recursively.
  func mapped(_ change: (Node) -> Expression?) -> Expression {
    change(node) ?? mapChildren { $0.mapped(change) }
  }
}
