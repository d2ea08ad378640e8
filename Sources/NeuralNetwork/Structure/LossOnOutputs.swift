extension Topology {
  package var outputsAreSoftmax: Bool { activations[outputUnits].allSatisfy { $0 == .softmax } }

  /// The loss' formulas for the activation of these outputs; its first ones where none are for it.
  package func form(of loss: Loss) -> Loss.Form { loss.forms.first(where: fits) ?? loss.forms[0] }

  /// Whether the delta of the outputs is t − o itself: the loss undoes the activation.
  package func deltaIsDifference(under loss: Loss) -> Bool { loss.forms.contains { $0.outputs != nil && fits($0) } }

  /// Whether the loss makes sense for these outputs.
  package func takes(_ loss: Loss) -> Bool { loss.forms.contains(where: fits) }

  private func fits(_ form: Loss.Form) -> Bool {
    form.outputs.map { name in activations[outputUnits].allSatisfy { $0.name == name } } ?? true
  }
}
