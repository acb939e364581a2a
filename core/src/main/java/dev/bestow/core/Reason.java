package dev.bestow.core;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/// Why the machine did not do something with a file or a socket, in words for an operator. Java's own are often
/// the name of a class, or of a file and nothing else.
public final class Reason {
    private Reason() {}

    /// Without the name of an exception, unless it is none of the machine's: then it is a bug, and shown as one.
    public static String of(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException unchecked -> withWhatWasTried(unchecked);
            case FileSystemException file -> ofFile(file);
            case UnknownHostException _ -> "no such host: " + failure.getMessage();
            case UnresolvedAddressException _ -> "no such host";
            case SocketTimeoutException _ -> "no answer in time";
            case ClosedChannelException _ -> "closed meanwhile";
            case CharacterCodingException _ -> "not UTF-8 text";
            case EOFException _ -> "ends too early";
            case UnsupportedOperationException _ -> "the file system has no owners and rights";
            case IOException io -> said(io);
            // Ours, and worded already.
            case InvalidValue _, ResourceUnavailable _ -> String.valueOf(failure.getMessage());
            default -> failure.toString();
        };
    }

    private static String withWhatWasTried(UncheckedIOException failure) {
        IOException cause = Objects.requireNonNull(failure.getCause());
        String message = failure.getMessage();
        return cause.toString().equals(message) ? of(cause) : message + ": " + of(cause);
    }

    private static String ofFile(FileSystemException failure) {
        String what =
                switch (failure) {
                    case NoSuchFileException _ -> "no such file";
                    case AccessDeniedException _ -> "permission denied";
                    case FileAlreadyExistsException _ -> "there is one of that name";
                    case NotDirectoryException _ -> "not a folder";
                    case DirectoryNotEmptyException _ -> "the folder is not empty";
                    default -> failure.getReason() == null ? "denied" : failure.getReason();
                };
        return failure.getFile() == null ? what : what + ": " + failure.getFile();
    }

    /// A message that is the `toString` of the cause says no more than the cause; TLS puts names of causes into the
    /// middle of its own.
    private static String said(IOException failure) {
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        if (cause != null && (message == null || message.equals(cause.toString()))) {
            return of(cause);
        }
        if (message == null) {
            return "no reason given";
        }
        String worded = message;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            worded = worded.replace(each.getClass().getName() + ": ", "");
        }
        return worded;
    }
}
