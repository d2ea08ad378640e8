import Expressions
import NeuralNetwork
import Synchronization

/// The names of an article for quantities and functions, as set by `name`.
package struct Names: Sendable {
  package struct Rule: Sendable {
    package var quantity: Template
    /// nil to show only the value.
    package var name: Template?
  }

  package private(set) var rules: [Rule] = []
  /// Pairs of a function's own name, such as `sigmoid.deriv`, and the article's name.
  package private(set) var functionNames: [(own: Name, article: String)] = []
  private var cache = NamesCache()

  package init() {}

  /// Whether both are the same definitions, not only equal ones, or none.
  func isSame(as other: Names) -> Bool { cache === other.cache || isEmpty && other.isEmpty }

  package var isEmpty: Bool { rules.isEmpty && functionNames.isEmpty }

  /// Names quantities; without a network, the names are checked once there is one.
  ///
  /// - Parameter name: nil to show only the values.
  /// - Throws: `Fault` if the template matches nothing, or if two quantities would have the same name.
  package mutating func define(_ quantity: Template, as name: Template?, in topology: Topology?) throws(Fault) {
    var changed = self
    changed.rules.removeAll { $0.quantity.text == quantity.text }
    changed.rules.append(Rule(quantity: quantity, name: name))
    changed.cache = NamesCache()
    let variables = try quantity.variables()
    if let name { _ = try name.filled(Dictionary(variables.map { ($0, 1) }, uniquingKeysWith: { first, _ in first })) }
    if let topology {
      var resolved = ResolvedNames(topology)
      for rule in changed.rules.dropLast() { try? resolved.apply(rule) }
      try resolved.apply(Rule(quantity: quantity, name: name))
      try resolved.requireUnambiguous(of: name)
    }
    self = changed
  }

  /// Names a function: `sigmoid`, `sigmoid.deriv`.
  package mutating func define(function: Name, as name: String) {
    functionNames.removeAll { $0.own == function || $0.article == name }
    functionNames.append((function, name))
    cache = NamesCache()
  }

  /// The names for a network, ignoring rules that do not fit it.
  package func resolved(_ topology: Topology) -> ResolvedNames {
    cache.value(for: topology) {
      var resolved = ResolvedNames(topology)
      for rule in rules {
        var next = resolved
        guard (try? next.apply(rule)) != nil, (try? next.requireUnambiguous(of: rule.name)) != nil else { continue }
        resolved = next
      }
      return resolved
    }
  }

  /// The quantities that an article's name refers to; nil if it is unknown or names a whole kind.
  package func reference(_ name: String, in topology: Topology) -> Reference? {
    rules.isEmpty ? nil : resolved(topology).reference(name)
  }

  /// The article's name of a function: `f` for `sigmoid`, `f.deriv` for its derivative unless that has its own name.
  package func articleName(of function: Name) -> Name {
    if let named = functionNames.first(where: { $0.own == function }) { return Name(named.article) }
    guard let member = function.member, let base = functionNames.first(where: { $0.own == Name(function.base) }) else {
      return function
    }
    return Name(base.article, member: member)
  }

  /// The function that an article's name refers to; nil if it is unknown.
  package func function(_ name: Name) -> Name? {
    guard name.subscripts.isEmpty, let own = functionNames.first(where: { $0.article == name.base })?.own else {
      return nil
    }
    guard let member = name.member else { return own }
    return own.member == nil ? Name(own.base, member: member) : nil
  }
}

/// The names resolved for the last network.
private final class NamesCache: Sendable {
  private let stored = Mutex<ResolvedNames?>(nil)

  func value(for topology: Topology, _ make: () -> ResolvedNames) -> ResolvedNames {
    if let known = stored.withLock({ $0 }), known.topology == topology { return known }
    let made = make()
    stored.withLock { $0 = made }
    return made
  }
}
