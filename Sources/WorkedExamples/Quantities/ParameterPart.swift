package enum ParameterPart: String, Hashable, Sendable, CaseIterable {
  case value
  case gradient = "grad"
  case change
  case old
  case new
}
