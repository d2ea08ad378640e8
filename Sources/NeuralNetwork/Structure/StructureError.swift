/// Why a topology cannot be built or changed.
package enum StructureError: Error, Sendable, Equatable {
  case tooFewLayers
  case emptyLayer
  /// With the number of parameters, if it fits an `Int`.
  case tooLarge(parameters: Int?)
  case alreadyConnected
  case notConnected
  /// Connections run from a layer to a later one.
  case notForward
}
