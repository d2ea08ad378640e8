/// Elements that do not change, in memory of their own: reading them counts no references, as reading an array does.
struct FixedList<Element>: ~Copyable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    start = .allocate(capacity: elements.count)
    count = elements.count
    start.initialize(from: elements, count: count)
  }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(index >= 0 && index < count)
      return UnsafePointer(start + index)
    }
  }
}
