package io.evently.account.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/** Secrets that nobody configured and that all nodes must share, kept beside the accounts. */
public final class SharedSecrets {
    private SharedSecrets() {}

    /** The secret of that name; the offered one when there was none. All who ask get the same. */
    public static Future<String> getOrKeep(Pool accounts, String name, String offered) {
        return new ServiceSecretRepository().getOrKeep(accounts, name, offered);
    }
}
