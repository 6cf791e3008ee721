package io.evently.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret of both servers, made once and readable by nobody but the user who starts them. Its text form does not show it. */
record Password(String secret) {
    private static final int BYTES = 24;

    static Password of(DataDirectory data) throws IOException {
        if (Files.exists(data.password())) {
            return new Password(Files.readString(data.password()).strip());
        }
        if (Files.exists(data.cluster().resolve("PG_VERSION"))) {
            throw new EmbeddedStartException("The data directory " + data.root()
                    + " is damaged: its file 'password' is missing, without which its databases cannot be opened.");
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Password password = new Password(HexFormat.of().formatHex(random));
        Path part = data.root().resolve("password.part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(part, password.secret());
        Files.move(part, data.password(), StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
