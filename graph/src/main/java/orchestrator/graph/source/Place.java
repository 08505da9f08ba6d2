package orchestrator.graph.source;

/**
 * Says where in a file something is.
 *
 * @param file the name of a file other than the one that was asked for; empty for that one
 * @param line from 1; 0 for the file as a whole
 * @param column from 1
 */
public record Place(String file, int line, int column) {
  /** The start of the file that was asked for. */
  public static final Place START = new Place("", 1, 1);

  /** The file as a whole. */
  public static Place ofFile(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public String toString() {
    String position = line == 0 ? "" : "line " + line + ", column " + column;
    return file.isEmpty() || position.isEmpty() ? file + position : file + ", " + position;
  }
}
