/// Unit by unit, or all net inputs of a layer before its outputs.
package enum LineOrder: String, Sendable, CaseIterable { case unit, layer }

/// The settings of `lines`.
package struct LineSettings: Sendable, Equatable {
  package private(set) var changed: [LineKind: LineParts] = [:]
  package var order = LineOrder.unit

  package init() {}

  /// Targets, rate and derivatives have no lines of their own by default.
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
