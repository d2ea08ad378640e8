/// Arrays by name in the order of their file, and what the file says about them.
package struct NamedArrays: Sendable, Equatable {
  package private(set) var names: [String] = []
  private var arrays: [String: NumberArray] = [:]
  package var metadata: [String: String] = [:]

  package init() {}

  package subscript(_ name: String) -> NumberArray? {
    get { arrays[name] }
    set {
      if arrays[name] == nil, newValue != nil { names.append(name) }
      if newValue == nil { names.removeAll { $0 == name } }
      arrays[name] = newValue
    }
  }

  /// The inputs and the targets of samples: two arrays named so, or the only two; nil otherwise.
  var samples: (inputs: NumberArray, targets: NumberArray)? {
    let pairs = [("inputs", "targets"), ("x", "y"), ("X", "y"), ("x_train", "y_train"), ("images", "labels")]
    for (inputs, targets) in pairs {
      if let inputs = arrays[inputs], let targets = arrays[targets] { return (inputs, targets) }
    }
    guard names.count == 2, let inputs = arrays[names[0]], let targets = arrays[names[1]] else { return nil }
    return (inputs, targets)
  }
}
