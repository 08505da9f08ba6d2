package orchestrator.server.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words what the system says of a file or folder that cannot be used. */
final class FileFault {
  private FileFault() {}

  /**
   * The reason, as a clause. The JDK's own message of many of these exceptions is the path alone,
   * since their class says the reason.
   */
  static String of(IOException fault) {
    if (fault instanceof AccessDeniedException e) {
      return "permission denied at " + e.getFile();
    }
    if (fault instanceof FileAlreadyExistsException || fault instanceof NotDirectoryException) {
      return ((FileSystemException) fault).getFile() + " is not a folder";
    }
    if (fault instanceof NoSuchFileException e) {
      return "there is no " + e.getFile();
    }
    if (fault instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason() + " at " + e.getFile();
    }
    return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
  }
}
