/// Tables of text: whatever separates their cells when they are read, commas when they are written.
package enum CSV: TableFormat {
  package static let name = "CSV"
  package static let extensions = ["csv"]
  static let separator: Unicode.Scalar = ","

  /// Any file may be a table of text: reading it says why it is not.
  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool { true }
}
