package enum StructureError: Error, Sendable, Equatable {
  case tooFewLayers
  case emptyLayer
  /// The number of parameters, if it is one.
  case tooLarge(parameters: Int?)
  case alreadyConnected
  case notConnected
  /// Connections run from a layer to a later one.
  case notForward
}
