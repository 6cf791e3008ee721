package io.evently.account.service;

import io.evently.account.Caller;

/**
 * What a token says, once its signature and claims were found good.
 *
 * @param version of the account, as in {@code ver}
 */
record VerifiedToken(Caller caller, int version) {}
