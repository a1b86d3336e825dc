namespace NetTimeline.UnitTests.Ledger.Notes;

sealed record PublishedNotes(PublishedNote[] Ecdsa, PublishedKey[] Keys, UnverifiedNote[] Ed25519NotVerified);

sealed record PublishedNote(string Name, string Key, string Note, bool Accepted);

sealed record PublishedKey(string Name, string Key, bool Accepted);

sealed record UnverifiedNote(string Key, string Note);
