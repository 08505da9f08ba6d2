package orchestrator.demo;

import java.nio.file.Path;
import orchestrator.demo.storage.ArtefactStore;

/**
 * The demo's folder: what all hospitals share, and what each keeps to itself.
 *
 * @param folder given by the caller, or made for this run
 */
record Place(Path folder) {

  /** Where models travel. */
  ArtefactStore shared() {
    return new ArtefactStore(folder.resolve("shared"));
  }

  /** Where the records of hospitals lie, each in a folder of its own. */
  Path hospitals() {
    return folder.resolve("hospitals");
  }

  /** What the demo's own server needs. */
  Path server() {
    return folder.resolve("server");
  }

  /** What the loopback network needs. */
  Path network() {
    return folder.resolve("network");
  }
}
