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
}
