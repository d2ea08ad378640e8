import NeuralNetwork

extension Session {
  /// A network as other programs have it: biases are added, whatever the convention here; its own inverse.
  func exchanged(_ network: Network) -> Network {
    guard self.settings.plan.rule.conventions.biasSign == .threshold else { return network }
    var other = network
    for parameter in network.values.indices where network.topology.isBias(parameter) {
      other.values[parameter] = -network.values[parameter]
    }
    other.initial = other.values
    return other
  }
}
