import Foundation

/// The bytes of a finished sheet, in a file without a name: however the program ends, the file is gone with it.
final class PrintedFile: Sendable {
    private let descriptor: Int32

    /// Makes an empty file.
    init(in directory: String) throws(PrintedFileError) {
        var template = Array((directory.hasSuffix("/") ? directory : directory + "/").utf8CString.dropLast())
        template += Array("threatmap-print-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw PrintedFileError("mkstemp", errno) }
        unlink(template)
    }

    deinit {
        close(descriptor)
    }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws(PrintedFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw PrintedFileError("write", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The number of bytes.
    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// All bytes.
    func bytes() throws(PrintedFileError) -> [UInt8] {
        let size = size
        var problem: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let read = pread(descriptor, buffer.baseAddress.map { $0 + count }, size - count, off_t(count))
                if read < 0, errno == EINTR { continue }
                guard read > 0 else {
                    problem = errno
                    return
                }
                count += read
            }
        }
        if let problem { throw PrintedFileError("pread", problem) }
        return bytes
    }
}

/// A temporary file that the system does not let us have.
struct PrintedFileError: Error, CustomStringConvertible {
    private let call: String
    private let code: Int32

    init(_ call: String, _ code: Int32) {
        (self.call, self.code) = (call, code)
    }

    var description: String { "a temporary file failed: \(call): \(String(cString: strerror(code)))" }
}
