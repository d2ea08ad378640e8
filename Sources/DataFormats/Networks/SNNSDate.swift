/// What SNNS wants after "generated at"; always the same, so that the same content makes the same file.
enum SNNSDate { static let text = "Thu Jan  1 00:00:00 1970" }
