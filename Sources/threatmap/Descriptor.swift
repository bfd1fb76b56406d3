import Foundation

/// An open file by its number, for writing.
struct Descriptor {
    let number: Int32

    /// What messages call it.
    let name: String

    /// Opens a file for writing; `flags` beyond `O_WRONLY` say how.
    init(_ path: String, flags: Int32, name: String) throws(OutputError) {
        number = open(path, O_WRONLY | O_CLOEXEC | flags, 0o666)
        self.name = name
        guard number >= 0 else { throw OutputError(path: name, reason: String(cString: strerror(errno))) }
    }

    init(number: Int32, name: String) {
        (self.number, self.name) = (number, name)
    }

    static let standardOutput = Descriptor(number: STDOUT_FILENO, name: "standard output")

    /// Writes all bytes, or throws what the system says.
    func write(_ bytes: [UInt8]) throws(OutputError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else {
                throw OutputError(path: name, reason: String(cString: strerror(errno)))
            }
            written += max(count, 0)
        }
    }

    /// Closes the file; some file systems tell only now that they were full.
    func close() throws(OutputError) {
        guard Glibc.close(number) == 0 else { throw OutputError(path: name, reason: String(cString: strerror(errno))) }
    }
}
