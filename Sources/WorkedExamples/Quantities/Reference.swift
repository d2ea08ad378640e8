/// The quantities that a name refers to: one, or those of a layer.
package enum Reference: Sendable, Hashable {
  case one(Quantity)
  case several([Quantity])

  package var quantities: [Quantity] {
    switch self {
    case .one(let quantity): [quantity]
    case .several(let quantities): quantities
    }
  }
}
