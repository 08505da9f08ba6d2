package orchestrator.chaincode;

import com.google.inject.AbstractModule;
import orchestrator.lib.transaction.BuildVersion;
import orchestrator.lib.transaction.PageLimit;
import orchestrator.lib.transaction.SizeLimits;

/** Binds what the operations of lib need in the chaincode: the version and the limits. */
final class ChaincodeModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireAtInjectOnConstructors();
    bind(BuildVersion.class).toInstance(version());
    // All peers have to come to the same result, so that these are no settings.
    bind(SizeLimits.class).toInstance(SizeLimits.USUAL);
    bind(PageLimit.class).toInstance(PageLimit.USUAL);
  }

  static BuildVersion version() {
    String version = ChaincodeModule.class.getPackage().getImplementationVersion();
    return new BuildVersion(version == null ? "dev" : version);
  }
}
