extension String {
  /// Writes the text, which is empty afterwards, if it is longer than `limit`; rethrows what `write` throws.
  mutating func flush(above limit: Int = 0, _ write: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    guard utf8.count > limit else { return }
    try withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    self = ""
  }

  /// The length of pieces that are worth a call.
  static let longPiece = 1 << 16
}
