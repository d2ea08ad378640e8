/// What a saved session consists of, in the order in which its commands run.
enum SavingStage: Int, CaseIterable {
  /// Values and functions, which all others may use.
  case definitions
  /// Before the network, which checks no setting then: it may have come after them.
  case settings
  case data
  case network
  case connections
  case activations
  /// Parameters that are tied must be so before they have values.
  case sharing
  case parameters
  /// Settings with names of layers or quantities.
  case layerSettings
  /// What other commands reset.
  case state
  /// They print what later commands change.
  case watches
}
