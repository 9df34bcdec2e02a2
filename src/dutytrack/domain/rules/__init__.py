"""Rule packs, ladders and appraisal rules."""
