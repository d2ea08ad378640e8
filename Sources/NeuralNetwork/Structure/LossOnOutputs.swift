extension Topology {
  package var outputsAreSoftmax: Bool { activations[outputUnits].allSatisfy { $0 == .softmax } }

  /// The form of the loss for the activation of these outputs; its first form if none fits.
  package func form(of loss: Loss) -> Loss.Form {
    for form in loss.forms where fits(form) { return form }
    return loss.forms[0]
  }

  /// Whether the delta of the outputs simplifies to t − o.
  package func deltaIsDifference(under loss: Loss) -> Bool {
    for form in loss.forms where form.outputs != nil && fits(form) { return true }
    return false
  }

  /// Whether the loss is defined for the activations of these outputs.
  package func supports(_ loss: Loss) -> Bool {
    for form in loss.forms where fits(form) { return true }
    return false
  }

  private func fits(_ form: Loss.Form) -> Bool {
    guard let name = form.outputs else { return true }
    for unit in outputUnits where activations[unit].name != name { return false }
    return true
  }
}
