/// What a name of the language stands for: one number or a layer's.
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
