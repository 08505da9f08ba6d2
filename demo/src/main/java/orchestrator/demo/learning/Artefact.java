package orchestrator.demo.learning;

/** What travels between hospitals as a file; {@link ArtefactText} is its form there. */
public sealed interface Artefact permits FeatureSums, DiagnosisModel {}
