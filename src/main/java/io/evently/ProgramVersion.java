package io.evently;

/** The version of the jar. */
final class ProgramVersion {
    private ProgramVersion() {}

    /** As in the manifest, or that there is none. */
    static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
