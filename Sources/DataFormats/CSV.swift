/// Text tables: read with any common separator, written with commas.
package enum CSV: TableFormat {
  package static let name = "CSV"
  package static let extensions = ["csv"]
  static let separator: Unicode.Scalar = ","

  /// Any file may be a text table; reading it reports why it is not.
  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool { true }
}
