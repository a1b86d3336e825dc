namespace NetTimeline.Ledger;
