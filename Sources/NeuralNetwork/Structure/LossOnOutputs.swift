extension Topology {
  package var outputsAreSoftmax: Bool { activations[outputUnits].allSatisfy { $0 == .softmax } }

  /// The form of the loss for the activation of these outputs; its first form if none fits.
  package func form(of loss: Loss) -> Loss.Form { loss.forms.first(where: fits) ?? loss.forms[0] }

  /// Whether the delta of the outputs simplifies to t − o.
  package func deltaIsDifference(under loss: Loss) -> Bool { loss.forms.contains { $0.outputs != nil && fits($0) } }

  /// Whether the loss is defined for the activations of these outputs.
  package func supports(_ loss: Loss) -> Bool { loss.forms.contains(where: fits) }

  private func fits(_ form: Loss.Form) -> Bool {
    form.outputs.map { name in activations[outputUnits].allSatisfy { $0.name == name } } ?? true
  }
}
