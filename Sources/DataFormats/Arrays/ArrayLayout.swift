/// Where the elements of an array are in a file, and how they are written.
struct ArrayLayout: Sendable {
  /// The offset of the first element.
  var start = 0
  var type: ElementType
  var isBigEndian: Bool
  /// Whether the first index changes fastest.
  var isFortranOrder = false
  var dimensions: [Int]

  /// Returns the number of elements; throws if a file of `size` bytes does not end with these.
  @discardableResult
  func requireSize(_ size: Int) throws(ArrayError) -> Int {
    var count = 1
    for size in dimensions {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows else { throw .tooLarge }
      count = product
    }
    let (bodySize, overflows) = count.multipliedReportingOverflow(by: type.size)
    guard !overflows, bodySize <= Int.max - start else { throw .tooLarge }
    guard size == start + bodySize else { throw .size(expected: start + bodySize, found: size) }
    return count
  }
}
