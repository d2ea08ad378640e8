/// Which parts a line has beside its name and its result.
package enum LineParts: String, Sendable, CaseIterable { case full, formula, numbers, result, off }

/// Unit by unit, or all nets of a layer and then all its outs.
package enum LineOrder: String, Sendable, CaseIterable { case unit, layer }

/// What `lines` has set.
package struct LineSettings: Sendable, Equatable {
  package private(set) var changed: [LineKind: LineParts] = [:]
  package var order = LineOrder.unit

  package init() {}

  /// Targets, rate and derivatives have no lines of their own unless asked for.
  package subscript(kind: LineKind) -> LineParts {
    get { changed[kind] ?? LineSettings.initial(kind) }
    set { changed[kind] = newValue == LineSettings.initial(kind) ? nil : newValue }
  }

  private static func initial(_ kind: LineKind) -> LineParts {
    switch kind {
    case .target, .rate, .derivative: .off
    default: .full
    }
  }
}
