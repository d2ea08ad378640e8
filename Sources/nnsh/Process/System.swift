import Safety

/// The system calls that targets share.
typealias System = Safety.Platform
