import Foundation

/// How much there is to read in all of a command's inputs, and how much of it is done.
struct InputSizes {
    /// The bytes of the files that are done.
    var finished = 0

    /// The bytes of all files, or `nil` where one is standard input or a pipe, which has no size.
    private let total: Int?

    /// Looks at the files; one that is missing is told when it is opened.
    init(_ inputs: [String]) {
        var total: Int? = 0
        for input in inputs {
            var status = stat()
            let hasSize = input != "-" && stat(input, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            total = hasSize ? total.map { $0 + Int(status.st_size) } : nil
        }
        self.total = total
    }

    /// The share of all bytes that is done, 0...1, when so many of the current file are.
    func share(_ current: Int) -> Double? {
        total.map { min(Double(finished + current) / Double(max($0, 1)), 1) }
    }
}
