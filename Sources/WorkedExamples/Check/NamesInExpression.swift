import Expressions

extension Expression {
  /// The names in it, left to right.
  var names: [Name] {
    guard contents.contains(.names) else { return [] }
    var names: [Name] = []
    forEachName { names.append($0) }
    return names
  }

  /// The first of `names`.
  var firstName: Name? {
    guard contents.contains(.names) else { return nil }
    if case .name(let name) = node { return name }
    var first: Name?
    forEachChild { if first == nil { first = $0.firstName } }
    return first
  }

  private func forEachName(_ body: (Name) -> Void) {
    if case .name(let name) = node { body(name) } else { forEachChild { $0.forEachName(body) } }
  }
}
